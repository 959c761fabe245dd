import { type Static, Type } from 'typebox'
import { listMyReaders, listReaders, Moment, type MyReaders, orNull, type Readers } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import { route } from './platform/module.ts'
import { html, type Page, page } from './platform/page.ts'
import { Refusal } from './platform/refusal.ts'
import { formatDate } from './rules/text.ts'

const Own = Type.Object({ id: Type.String() })
const Reading = Type.Object({
  read_at: Moment,
  how: Type.String(),
  person_id: orNull(Type.String()),
  name: orNull(Type.String()),
  name_vi: orNull(Type.String()),
  name_en: orNull(Type.String())
})

/** Who looked at a case, for the person it belongs to; their own looking is left out. */
export async function readersOfCase({ db, actor }: Ctx, id: string): Promise<Readers> {
  const person = actor.kind === 'person' ? actor.personId : null
  const [own] = await db(Own)`select id from kernel.case where id = ${id} and person_id = ${person}`
  if (!own) throw new Refusal(404, 'not_found')
  const rows = await db(Reading)`
    select read_at, how, reading.person_id, person.name, office.name_vi, office.name_en
      from kernel.looks_at_mine(array[${id}::uuid]) reading left join kernel.person on person.id = reading.person_id
      left join lateral (
        select name_vi, name_en from kernel.appointment join kernel.office on office.id = office_id
         where appointment.person_id = reading.person_id order by office_id limit 1) office on true
     where reading.person_id is distinct from ${person}::uuid
     order by read_at desc limit 2000`
  return folded(rows)
}

const MyReading = Type.Object({ ...Reading.properties, numbers: Type.Array(Type.String()) })

/** The same over all cases of who asks, those included that became theirs after somebody looked. */
async function readersOfMine({ db, actor }: Ctx): Promise<MyReaders> {
  const person = actor.kind === 'person' ? actor.personId : null
  const rows = await db(MyReading)`
    select read_at, how, reading.person_id, person.name, office.name_vi, office.name_en,
           array(select number from kernel.case where id = any (reading.cases) and person_id = ${person} order by number) as numbers
      from kernel.looks_at_mine(array(select id from kernel.case where person_id = ${person})) reading
      left join kernel.person on person.id = reading.person_id
      left join lateral (
        select name_vi, name_en from kernel.appointment join kernel.office on office.id = office_id
         where appointment.person_id = reading.person_id order by office_id limit 1) office on true
     where reading.person_id is distinct from ${person}::uuid
     order by read_at desc limit 2000`
  const { opened, listed } = folded(rows)
  return { opened: opened.map((entry, i) => ({ ...entry, numbers: openedOf(rows)[i]?.numbers ?? [] })), listed }
}

const openedOf = <Row extends { how: string }>(rows: Row[]) => rows.filter(({ how }) => how !== 'listed')

/** Opened ones and searches one by one, lists folded by official. */
function folded(rows: Static<typeof Reading>[]): Readers {
  const office = (row: (typeof rows)[number]) =>
    row.name_vi && row.name_en ? { vi: row.name_vi, en: row.name_en } : null
  const listed = new Map<string, Readers['listed'][number]>()
  for (const row of rows.filter(({ how }) => how === 'listed')) {
    const known = listed.get(row.person_id ?? '')
    if (known) known.times++
    else listed.set(row.person_id ?? '', { name: row.name, office: office(row), times: 1, lastAt: row.read_at })
  }
  return {
    opened: openedOf(rows).map((row) => ({ at: row.read_at, how: row.how, name: row.name, office: office(row) })),
    listed: [...listed.values()]
  }
}

const DaySeal = Type.Object({
  day: Type.String(),
  no: Type.Integer(),
  sealed_at: Moment,
  rows: Type.Integer(),
  hash: Type.String()
})

const words = {
  vi: {
    title: 'Niêm phong hằng ngày',
    why: 'Mỗi phút, mọi việc đã làm và mọi lần xem dữ liệu được gộp vào một con dấu tính từ con dấu trước. Ghi lại hoặc in con dấu của một ngày: về sau, nếu có ai sửa hoặc xóa điều gì đã ghi đến ngày đó, tính lại sẽ không còn ra con dấu này.',
    none: 'Chưa có con dấu nào. Con dấu đầu tiên có sau việc đầu tiên chừng một phút.',
    number: 'con dấu số',
    rows: 'dòng'
  },
  en: {
    title: 'Daily seals',
    why: 'Every minute all acts and all looks at data are folded into a seal made from the seal before. Write down the seal of a day: if anything recorded up to that day is altered or removed later, reckoning anew no longer yields this seal.',
    none: 'There is no seal yet. The first comes about a minute after the first act.',
    number: 'seal no.',
    rows: 'rows'
  }
}

const seals = page('/niem-phong', async ({ db }, { language }) => {
  const t = words[language]
  const rows = await db(DaySeal)`
    select distinct on (day) day::text, no, sealed_at, rows, encode(hash, 'hex') as hash
      from kernel.seal, lateral (select (sealed_at at time zone 'Asia/Ho_Chi_Minh')::date as day) local
     order by day desc, no desc limit 366`
  const list = rows.map(
    (row) =>
      html`<li><strong>${formatDate(row.day)}</strong> ${t.number} ${row.no} (${row.rows} ${t.rows})<br><code>${row.hash}</code></li>`
  )
  return {
    title: t.title,
    body: html`<h1>${t.title}</h1><p>${t.why}</p>${rows.length > 0 ? html`<ul class="card">${list}</ul>` : html`<p class="notice">${t.none}</p>`}`
  }
})

export const auditPages: Page[] = [seals]
export const auditRoutes = [
  route(listReaders, (ctx, { params }) => readersOfCase(ctx, params.id)),
  route(listMyReaders, (ctx) => readersOfMine(ctx))
]
