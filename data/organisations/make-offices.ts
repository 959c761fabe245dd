/**
 * Makes offices.tsv out of the communes and the kinds of office. Run by hand after either has changed:
 *   node data/organisations/make-offices.ts
 * Keys follow from codes and never move: H57 1 · H57.14 114 · its second unit 11402 · district H57.22 122 · its fourth unit 12254 ·
 * commune H57.22.03 12203 · its police 122031.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { readTable, writeTable } from '@motcua/kernel/rules/table'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const communes = readTable(read('communes-2021.tsv'), ['district_code', 'commune_code', 'district', 'kind', 'name'])
const kinds = readTable(read('office-kinds.tsv'), ['kind', 'level', 'parent', 'code', 'unit', 'name_vi', 'name_en'])

const columns = [
  'id',
  'code',
  'kind',
  'level',
  'name_vi',
  'name_en',
  'parent_id',
  'area_code',
  'in_force_from',
  'in_force_until',
  'successor'
] as const
type Office = Record<(typeof columns)[number], string>
type Place = { code: string; vi: string; en: string; number: string; id: number; communes: Place[]; urban: boolean }

const english: Record<string, string> = {
  phường: 'Ward',
  xã: 'Commune',
  'thị trấn': 'Township',
  'Thành phố': 'City',
  'Thị xã': 'Town',
  Huyện: 'District'
}

// The province's 21 agencies take the numbers 01 to 21.
const firstDistrict = 22
const byCode = (a: { code: string }, b: { code: string }) => Number(a.code) - Number(b.code)

function placesOf(): Place[] {
  const districts = [...new Map(communes.map((row) => [row.district_code, row.district]))]
    .map(([code, name]) => ({ code, name }))
    .toSorted(byCode)
  return districts.map(({ code, name }, i) => {
    const [, kind = '', proper = ''] = /^(Thành phố|Thị xã|Huyện) (.+)$/.exec(name) ?? []
    const number = `H57.${firstDistrict + i}`
    const id = 100 + firstDistrict + i
    const below = communes
      .filter((row) => row.district_code === code)
      .map((row) => ({ ...row, code: row.commune_code }))
      .toSorted(byCode)
      .map((row, k) => ({
        code: row.code,
        vi: `${row.kind} ${row.name}`,
        en: `${row.name} ${english[row.kind]}`,
        number: `${number}.${String(k + 1).padStart(2, '0')}`,
        id: id * 100 + k + 1,
        communes: [],
        urban: row.kind !== 'xã'
      }))
    return {
      code,
      vi: `${kind.toLowerCase()} ${proper}`,
      en: `${proper} ${english[kind]}`,
      number,
      id,
      communes: below,
      urban: kind !== 'Huyện'
    }
  })
}

const ids = new Map<string, number>() // by kind and area
const offices: Office[] = []

function make(kind: (typeof kinds)[number], place: Place, parents: Place[], id: number): void {
  const parent = parents.map(({ code }) => ids.get(`${kind.parent} ${code}`)).find((found) => found !== undefined)
  if (kind.parent && parent === undefined) throw new Error(`${kind.kind} in ${place.vi}: there is no ${kind.parent}.`)
  const name = (text: string, area: string) => {
    const [urban = '', rural = urban] = text.split(' | ')
    return (place.urban ? urban : rural).replace('{area}', area)
  }
  ids.set(`${kind.kind} ${place.code}`, id)
  offices.push({
    id: String(id),
    code: kind.code.replace(/\{.+\}/, place.number),
    kind: kind.kind,
    level: kind.level,
    name_vi: name(kind.name_vi, place.vi),
    name_en: name(kind.name_en, place.en),
    parent_id: parent === undefined ? '' : String(parent),
    area_code: place.code,
    in_force_from: '2021-07-01',
    in_force_until: '',
    successor: ''
  })
}

const province: Place = { code: '46', vi: '', en: '', number: 'H57', id: 1, communes: [], urban: true }
const districts = placesOf()

for (const kind of kinds.filter(({ level }) => level === 'province')) {
  const number = /^H57\.(\d\d)/.exec(kind.code)?.[1]
  const agency = number ? 100 + Number(number) : 0
  const unit = Number(kind.unit)
  make(kind, province, [province], unit ? agency * 100 + unit : agency || 1)
}
for (const district of districts) {
  for (const kind of kinds.filter(({ level }) => level === 'district')) {
    const unit = Number(kind.unit)
    make(kind, district, [district, province], unit ? district.id * 100 + 50 + unit : district.id)
  }
  for (const commune of district.communes) {
    for (const kind of kinds.filter(({ level }) => level === 'commune')) {
      const unit = Number(kind.unit)
      make(kind, commune, [commune, district, province], unit ? commune.id * 10 + unit : commune.id)
    }
  }
}

const remarks = [
  'Source: made by make-offices.ts out of communes-2021.tsv and office-kinds.tsv; not edited by hand. Offices as from 01/07/2021.',
  'id: the key, never given twice. code: H57.xx, a part behind / never stands in a dossier number. successor: code of the office that takes over.'
]
writeFileSync(new URL('offices.tsv', import.meta.url), writeTable(remarks, columns, offices))
