import type { Limit } from '@motcua/kernel/rules/calendar'
import type { Fault } from '@motcua/kernel/rules/form'
import { findHiddenSign, tidyLine, withoutAccents } from '@motcua/kernel/rules/text'
import type { Agency } from './agencies.ts'
import type { Paper, Procedure, Seat } from './rules.ts'
import type { PlainProcedure } from './standard-form.ts'

/** The columns as they are called in the file; accents and capitals are not looked at, order does not matter, others are passed over. */
const columns = {
  code: 'Mã thủ tục',
  name: 'Tên thủ tục',
  english: 'Tên tiếng Anh',
  shortName: 'Tên ngắn',
  field: 'Lĩnh vực',
  level: 'Cấp',
  agency: 'Cơ quan giải quyết',
  who: 'Đối tượng',
  papers: 'Thành phần hồ sơ',
  limit: 'Thời hạn',
  fee: 'Lệ phí',
  ways: 'Cách nộp',
  result: 'Kết quả',
  legal: 'Căn cứ pháp lý',
  called: 'Tên thường gọi',
  events: 'Sự kiện'
} as const
type Column = keyof typeof columns
const demanded: Column[] = ['code', 'name', 'field', 'level', 'agency', 'papers', 'limit']

/** `row` counts as a spreadsheet does: the header is the first. */
export type RowFault = { row: number; column: string; code: string; values?: Fault['values'] }
export type ReadRow = { row: number; plain: PlainProcedure }

type Known = { agencies: Agency[]; events: { code: string; name: { vi: string } }[] }

/** The rows of a list that are whole, and everything that is wrong with the others: all of it at once, so that a file is mended once. */
export function readList(
  text: string,
  { agencies, events }: Known
): { rows: ReadRow[]; faults: RowFault[]; total: number } {
  const [head, ...lines] = readCells(text)
  const header = head?.cells ?? []
  const places = new Map<Column, number>()
  for (const [column, title] of Object.entries(columns) as [Column, string][]) {
    const at = header.findIndex((cell) => plain(cell) === plain(title))
    if (at >= 0) places.set(column, at)
  }
  const missing = demanded.filter((column) => !places.has(column))
  if (missing.length > 0)
    return {
      rows: [],
      total: 0,
      faults: missing.map((column) => ({ row: head?.row ?? 1, column: columns[column], code: 'import.column' }))
    }

  const known = agencies
    .filter(({ post }) => post !== undefined)
    .map((agency) => ({ agency, name: plain(agency.name.vi), bare: bare(agency.name.vi) }))
  const firstOf = new Map<string, number>()
  const rows: ReadRow[] = []
  const faults: RowFault[] = []
  let total = 0
  for (const { row, cells } of lines) {
    total++
    const before = faults.length
    const wrong = (column: Column, code: string, values: Fault['values'] = {}) =>
      faults.push({ row, column: columns[column], code, values })
    const cell = (column: Column): string => {
      const raw = cells[places.get(column) ?? -1] ?? ''
      if (findHiddenSign(raw)) wrong(column, 'import.signs')
      if (raw.length > 4_000) wrong(column, 'import.long', { max: 4_000 })
      return tidyLine(raw)
    }
    const of = <T>(
      column: Column,
      read: (text: string) => T | undefined,
      code: string,
      values?: () => Fault['values']
    ) => {
      const text = cell(column)
      if (text === '' && demanded.includes(column)) return void wrong(column, 'import.empty')
      const value = read(text)
      if (value === undefined) wrong(column, code, { text: text.slice(0, 80), ...values?.() })
      return value
    }
    const code = of('code', readCode, 'import.code')
    const name = of('name', (given) => given, 'import.empty')
    const field = of('field', (given) => given, 'import.empty')
    const level = of('level', readLevel, 'import.level')
    const ofLevel = known.filter(({ agency }) => agency.level === level)
    const agency =
      level &&
      of(
        'agency',
        (given) => findAgency(given, ofLevel),
        'import.agency',
        () => ({
          near: nearest(cell('agency'), ofLevel)
        })
      )
    const papers = of('papers', readPapers, 'import.papers')
    const limit = of('limit', readLimit, 'import.limit')
    const fee = of('fee', readFee, 'import.fee')
    const ways = of('ways', readWays, 'import.ways')
    const lifeEvents = of('events', (given) => readEvents(given, events), 'import.events')
    const shortName = of('shortName', (given) => (Array.from(given).length <= 22 ? given : undefined), 'import.short')
    const first = code === undefined ? undefined : firstOf.get(code)
    if (first !== undefined) wrong('code', 'import.twice', { row: first })
    else if (code !== undefined) firstOf.set(code, row)
    const [english, who, result, legal] = [cell('english'), cell('who'), cell('result'), cell('legal')]
    const called = listed(cell('called'))
    if (
      faults.length > before ||
      !code ||
      !name ||
      !field ||
      !agency ||
      !papers ||
      !limit ||
      fee === undefined ||
      !ways ||
      !lifeEvents
    )
      continue
    rows.push({
      row,
      plain: {
        code, name, field, agency, papers, limit, fee, ways, called, lifeEvents,
        ...(english ? { english } : {}),
        ...(shortName ? { shortName } : {}),
        ...(who ? { who } : {}),
        ...(result ? { result } : {}),
        ...(legal ? { legal } : {})
      }
    }) // biome-ignore format: what was read
  }
  return { rows, faults, total }
}

/**
 * Cells of a table as spreadsheets write it: fields between tabs, semicolons or commas, in quotes where they hold one (RFC 4180). Lines
 * that begin with `#` are remarks and count as rows, as they do on the screen.
 */
function readCells(text: string): { row: number; cells: string[] }[] {
  const head = text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? ''
  const separator = ['\t', ';', ','].find((sign) => head.includes(sign)) ?? '\t'
  const rows: { row: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    rows.push({ row: rows.length + 1, cells: [...cells, cell] })
    cells = []
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n') endRow()
    else if (sign !== '\r') cell += sign
  }
  if (cell !== '' || cells.length > 0) endRow()
  return rows.filter(
    ({ cells: [first = '', ...rest] }) => !first.startsWith('#') && (first + rest.join('')).trim() !== ''
  )
}

const plain = (text: string): string => withoutAccents(tidyLine(text)).toLowerCase()
const listed = (text: string): string[] => text.split(/\s*;\s*/).filter(Boolean)

/** `1.001193`, also as the portals write it: `1.001193.000.00.00.H57`. */
const readCode = (text: string) => /^(\d\.\d{6})(\.[\d.]*H\d\d)?$/.exec(text)?.[1]

const levels: Record<string, Seat['level']> = { tinh: 'province', huyen: 'district', xa: 'commune' }
const readLevel = (text: string) => levels[plain(text).replace(/^cap /, '')]

/** An agency with its name as it is compared: a list names the same forty in thousands of rows. */
type Named = { agency: Agency; name: string; bare: string }

/** An office is called by its name; “Công an xã” and “Phòng Tư pháp huyện” say the level once more. */
const bare = (name: string) =>
  plain(name)
    .replace(/–/g, '-')
    .replace(/ (cap )?(xa|huyen|tinh)$/, '')

function findAgency(text: string, agencies: Named[]): Agency | undefined {
  const [written, short] = [plain(text), bare(text)]
  return (agencies.find(({ name }) => name === written) ?? agencies.find((each) => each.bare === short))?.agency
}

/** The names that share most words with what was written: the likeliest slip is a short form. */
function nearest(text: string, agencies: Named[]): string {
  const asked = plain(text).split(' ')
  const shared = ({ name }: Named) => name.split(' ').filter((word) => asked.includes(word)).length
  return agencies
    .toSorted((one, other) => shared(other) - shared(one))
    .slice(0, 3)
    .map(({ agency }) => agency.name.vi)
    .join('; ')
}

const kinds: Record<string, Paper['kind']> = {
  'ban chinh': 'handIn',
  'ban sao': 'copy',
  'xuat trinh': 'show',
  'co so du lieu': 'database'
}

function readPapers(text: string): PlainProcedure['papers'] | undefined {
  const papers = listed(text).map((each) => {
    const marked = /^(.+?)\s*\(([^()]+)\)$/.exec(each)
    const kind = marked && kinds[plain(marked[2] ?? '')]
    const name = kind ? (marked[1] ?? each) : each
    const sets = /^(.+?)\s*[×x]\s*(\d{1,2})$/.exec(name)
    return { name: sets?.[1] ?? name, kind: kind ?? ('handIn' as const), sets: Math.max(1, Number(sets?.[2] ?? 1)) }
  })
  return papers.length > 0 && papers.length <= 50 ? papers : undefined
}

const units: [RegExp, (amount: number) => Limit][] = [
  [/^(\d{1,3}) ngay lam viec$/, (amount) => ({ amount, unit: 'workingDay' })],
  [/^(\d{1,3}) gio lam viec$/, (amount) => ({ amount, unit: 'workingHour' })],
  [/^(\d{1,3}) ngay$/, (amount) => ({ amount, unit: 'calendarDay' })],
  [/^(\d{1,3}) gio$/, (amount) => ({ amount, unit: 'clockHour' })],
  [/^trong ngay$/, () => ({ sameDay: true, cutOff: '15:00' })]
]

function readLimit(text: string): Limit | undefined {
  const said = plain(text)
  for (const [form, limit] of units) {
    const found = form.exec(said)
    if (found && found[1] !== '0') return limit(Number(found[1]))
  }
  return undefined
}

function readFee(text: string): number | undefined {
  const digits = plain(text)
    .replace(/\s*(d|dong|vnd)$/, '')
    .replace(/(?<=\d)[.,\s](?=\d{3}(\D|$))/g, '')
  if (digits === '' || digits === 'khong') return 0
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

const wayNames: Record<string, Procedure['ways'][number]> = {
  'truc tiep': 'desk',
  'truc tuyen': 'online',
  'buu chinh': 'post'
}

function readWays(text: string): Procedure['ways'] | undefined {
  if (text === '') return ['desk', 'online']
  const ways = listed(text).map((each) => wayNames[plain(each)])
  return ways.every((way) => way !== undefined) && new Set(ways).size === ways.length ? ways : undefined
}

function readEvents(text: string, events: Known['events']): string[] | undefined {
  const codes = listed(text).map(
    (each) => events.find(({ code, name }) => code === each || plain(name.vi) === plain(each))?.code
  )
  return codes.every((code) => code !== undefined) ? codes : undefined
}
