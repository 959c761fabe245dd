/** How often this desk took in each procedure. Counts only: nothing about anybody. */
const room = 'desk.procedures'

function counts(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(room) ?? '{}') as Record<string, number>
  } catch {
    return {}
  }
}

export function countProcedure(code: string): void {
  const known = counts()
  try {
    localStorage.setItem(room, JSON.stringify({ ...known, [code]: (known[code] ?? 0) + 1 }))
  } catch {
    // Storage is closed: the order of the catalogue stands.
  }
}

/** What is asked for most stands first; before anything was counted, the order of the catalogue. */
export function commonestFirst<Row extends { code: string }>(rows: Row[]): Row[] {
  const known = counts()
  return rows.toSorted((one, other) => (known[other.code] ?? 0) - (known[one.code] ?? 0))
}
