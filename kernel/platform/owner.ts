import pg from 'pg'

/** Questions to the database as its owner, past row security: for the proofs that an operator runs. */
export function openOwner(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  return {
    ask: async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => (await pool.query(text, values)).rows,
    end: () => pool.end()
  }
}
