import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asOwner } from './migrate.ts'

/**
 * Whether the data is a demonstration. The mark lies in DATA_DIR and names the one database that was empty when this program laid it
 * out: neither a mark that came into another folder nor a database that was restored elsewhere opens a demo sign-in. Who removes the
 * file ends the demonstration.
 */
export async function markDemo(dataDir: string, ownerUrl: string): Promise<boolean> {
  const [{ name, empty } = { name: '', empty: false }] = await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string; empty: boolean }>(`
      select system_identifier::text || ' ' || current_database() as name, to_regclass('kernel.migration') is null as empty
        from pg_control_system()`)
    return rows
  })
  const mark = join(dataDir, 'demo')
  if (empty) writeFileSync(mark, `${name}\n`, { mode: 0o600 })
  return existsSync(mark) && readFileSync(mark, 'utf8').trim() === name
}
