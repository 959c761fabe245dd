/** Tables as text: one header line, fields between tabs, remarks behind `#`. The province's data come in this form. */
export type Row<Column extends string> = Record<Column, string>

/** The rows of a table whose header names at least these columns. A line that is longer or shorter than the header is refused. */
export function readTable<Column extends string>(text: string, columns: readonly Column[]): Row<Column>[] {
  const lines = text
    .normalize('NFC')
    .split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
  const header = lines.shift()?.line.split('\t') ?? []
  const missing = columns.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new Error(`The table has no column ${missing.join(', ')}.`)
  return lines.map(({ line, number }) => {
    const cells = line.split('\t')
    if (cells.length !== header.length)
      throw new Error(`Line ${number} has ${cells.length} fields, the header ${header.length}.`)
    return Object.fromEntries(header.map((column, i) => [column, cells[i]])) as Row<Column>
  })
}

/** A table as text, behind its remarks. A tab or line break inside a field would shift the columns and is refused. */
export function writeTable<Column extends string>(
  remarks: readonly string[],
  columns: readonly Column[],
  rows: readonly Row<Column>[]
): string {
  const lines = rows.map((row) => {
    const cells = columns.map((column) => row[column])
    const broken = cells.find((cell) => /[\t\r\n]/.test(cell))
    if (broken !== undefined) throw new Error(`A field holds a tab or line break: ${JSON.stringify(broken)}`)
    return cells.join('\t')
  })
  return [...remarks.map((remark) => `# ${remark}`), columns.join('\t'), ...lines, ''].join('\n')
}
