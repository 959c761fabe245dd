/**
 * Makes officials.tsv: an invented person for every post of every office. Run by hand after offices, posts or names have changed:
 *   node data/people/make-officials.ts
 * Each person is drawn from a hash of office and post, not from one running sequence: a new office leaves all others as they are.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { uuidV7 } from '@motcua/kernel/rules/numbers'
import { readTable, writeTable } from '@motcua/kernel/rules/table'

const seed = 'motcua demo people 1'
const from = '2021-07-01'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const names = readTable(read('names.tsv'), ['part', 'name', 'weight'])
const offices = readTable(read('../organisations/offices.tsv'), ['id', 'code', 'kind', 'level', 'name_vi', 'area_code'])
const kinds = readTable(read('../organisations/office-kinds.tsv'), ['kind', 'staffing', 'login'])
const posts = readTable(read('../organisations/posts.tsv'), ['staffing', 'post', 'holders', 'login'])

const staffingOf = new Map(kinds.map((kind) => [kind.kind, kind]))
// The centre's receiving officers are posted there by the 21 agencies and carry their agency in the sign-in name.
const agencies = kinds.filter(({ staffing }) => staffing === 'department').map(({ login }) => login)

const weighted = new Map<string, string[]>()
for (const { part, name, weight } of names)
  weighted.set(part, [...(weighted.get(part) ?? []), ...Array<string>(Number(weight)).fill(name)])

function draw(part: string, number: number): string {
  const list = weighted.get(part) ?? []
  return list[number % list.length] as string
}

function personOf(key: string): { id: string; name: string; sex: string } {
  const bytes = createHash('sha256').update(`${seed} ${key}`).digest()
  const sex = bytes.readUInt8(10) % 2 === 0 ? 'male' : 'female'
  const name = [
    draw('surname', bytes.readUInt32BE(11)),
    draw(`${sex}_middle`, bytes.readUInt32BE(15)),
    draw(`${sex}_given`, bytes.readUInt32BE(19))
  ].join(' ')
  return { id: uuidV7(new Date(`${from}T00:00:00Z`), bytes.subarray(0, 10)), name, sex }
}

const columns = ['id', 'name', 'sex', 'email', 'office', 'post', 'from'] as const

const rows = offices.flatMap((office) => {
  const kind = staffingOf.get(office.kind)
  if (!kind) throw new Error(`There is no kind of office ${office.kind}.`)
  const wide = office.level === 'commune' && !/(^| )xã /.test(office.name_vi)
  return posts
    .filter(({ staffing }) => staffing === kind.staffing)
    .flatMap((post) => {
      const [few = '0', many = few] = post.holders.split(' ')
      return Array.from({ length: Number(wide ? many : few) }, (_, i) => {
        const { id, name, sex } = personOf(`${office.code} ${post.post} ${i + 1}`)
        const posted = kind.kind === 'provincial_centre' && post.post === 'officer' ? agencies[i] : undefined
        const unit =
          posted ?? [kind.login, office.level === 'province' ? '' : office.area_code].filter(Boolean).join('.')
        const email = `${post.login}${posted || i === 0 ? '' : i + 1}.${unit}@demo.motcua.vn`
        return { id, name, sex, email, office: office.code, post: post.post, from }
      })
    })
})

for (const column of ['id', 'email'] as const) {
  if (new Set(rows.map((row) => row[column])).size !== rows.length) throw new Error(`Two people have one ${column}.`)
}

const remarks = [
  'Source: made by make-officials.ts; invented people for the demonstration, no real official is meant. Not edited by hand.',
  'email: the sign-in name. office: code in ../organisations/offices.tsv. post: word in ../organisations/posts.tsv.'
]
writeFileSync(new URL('officials.tsv', import.meta.url), writeTable(remarks, columns, rows))
