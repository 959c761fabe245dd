import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { readTable } from '@motcua/kernel/rules/table'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

const columns = [
  'Mã thủ tục',
  'Tên thủ tục',
  'Tên tiếng Anh',
  'Lĩnh vực',
  'Cấp',
  'Cơ quan giải quyết',
  'Thành phần hồ sơ',
  'Thời hạn',
  'Lệ phí',
  'Sự kiện',
  'Tên thường gọi'
]

// What is done with a paper that is issued, and with a decision that is taken.
const acts = {
  issued: ['Cấp', 'Cấp lại', 'Cấp đổi', 'Gia hạn', 'Sửa đổi, bổ sung', 'Thu hồi', 'Xác nhận hiệu lực'],
  taken: ['Đề nghị ra', 'Điều chỉnh', 'Kéo dài thời hạn', 'Bãi bỏ', 'Trích sao', 'Đính chính', 'Xác nhận hiệu lực']
}
const forWhom = ['đối với tổ chức', 'đối với hộ gia đình, cá nhân']
const limits = [
  '3 ngày làm việc',
  '5 ngày làm việc',
  '7 ngày làm việc',
  '10 ngày làm việc',
  '15 ngày',
  '20 ngày làm việc',
  '30 ngày'
]
const fees = ['0', '0', '0', '50000', '150000', '200000', '700000']
const papers = [
  'Đơn đề nghị theo mẫu',
  'Giấy tờ pháp lý của người đề nghị (bản sao)',
  'Thuyết minh về điều kiện hoạt động',
  'Bản chính giấy tờ đã cấp',
  'Danh sách nhân sự kèm văn bằng chuyên môn (bản sao)'
]

/** As many as the province published before 2022 (portal of Thừa Thiên Huế). */
export const provinceCount = 2_643

/** A list such as a province exports from the national database: the same at every call. Rows behind the known ones are invented. */
export function catalogueTable(count = provinceCount): string {
  const known = readTable(read('known.tsv'), [
    'code',
    'name',
    'english',
    'field',
    'level',
    'agency',
    'papers',
    'limit',
    'fee',
    'event',
    'called'
  ]).map((row) => [
    row.code,
    row.name,
    row.english,
    row.field,
    row.level,
    row.agency,
    row.papers,
    row.limit,
    row.fee,
    row.event,
    row.called
  ])
  const invented = readTable(read('objects.tsv'), ['level', 'agency', 'field', 'objects']).flatMap((row) =>
    row.objects.split('; ').flatMap((object) => {
      const verbs = /^(Quyết định|Văn bản|Biên bản|Xác nhận|Đăng ký|Danh hiệu)/.test(object) ? acts.taken : acts.issued
      return forWhom.flatMap((whom) =>
        verbs.map((verb) => ({ ...row, name: `${verb} ${object} ${whom}`, kept: verbs.indexOf(verb) }))
      )
    })
  )
  const rows = [
    ...known,
    ...invented.map(({ name, field, level, agency, kept }, i) => [
      `9.${String(i + 1).padStart(6, '0')}`,
      name,
      '',
      field,
      level,
      agency,
      papers.filter((_paper, k) => k === 0 || (i * 7 + k * 3 + kept) % 5 < 2).join('; '),
      pick(limits, i),
      pick(fees, i + 3),
      '',
      ''
    ])
  ].slice(0, count)
  return [columns, ...rows].map((cells) => cells.join('\t')).join('\n')
}

/** Spread without chance: neighbours differ, every start gives the same. */
const pick = <T>(from: readonly T[], i: number): T => from[(i * 7919 + (i >> 3)) % from.length] as T

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(catalogueTable())
