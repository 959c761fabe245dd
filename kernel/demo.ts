import { createHmac } from 'node:crypto'
import { hashPassword, symmetricEncrypt } from 'better-auth/crypto'
import { Type } from 'typebox'
import { orNull } from './contract.ts'
import type { Ctx } from './platform/commands.ts'
import type { Database } from './platform/db.ts'
import { html, type Language, type Page, page } from './platform/page.ts'
import { lastSms } from './platform/post.ts'
import { formatMoment } from './rules/text.ts'
import { secondsLeft, totp } from './totp.ts'

type Parts = { database: Database; secret: string; spool?: string; now: () => Date }

/** Everybody's, printed on a page: these accounts exist only where the data was laid out as a demo. */
export const demoPassword = 'dung-thu-mot-cua'

const system = { offices: [], person: null, reach: 'province' } as const
const Newcomer = Type.Object({ id: Type.String(), email: Type.String(), official: Type.Boolean() })

/** The second factor of a demo account follows from its person, so that the page can say the code. */
const demoSecret = (secret: string, person: string) =>
  createHmac('sha256', secret).update(`demo totp ${person}`).digest('base64url')

/** An account for every person of the demo who has a sign-in name and no account. One hash for all: 1,600 would take minutes. */
export async function makeDemoAccounts({ database, secret }: Parts): Promise<void> {
  const newcomers = await database.transaction(
    system,
    (db) => db(Newcomer)`
      select person.id, lower(person.email) as email, person.kind = 'official' as official
        from kernel.person person
       where person.demo and person.email is not null
         and not exists (select from auth.user account where account.id = person.id)`
  )
  if (newcomers.length === 0) return
  const password = await hashPassword(demoPassword)
  const noSpareCodes = await symmetricEncrypt({ key: secret, data: '[]' })
  const officials = newcomers.filter(({ official }) => official).map(({ id }) => id)
  const secrets = await Promise.all(
    officials.map((id) => symmetricEncrypt({ key: secret, data: demoSecret(secret, id) }))
  )
  const ids = newcomers.map(({ id }) => id)
  const emails = newcomers.map(({ email }) => email)
  await database.transaction(system, async (db) => {
    void db`
      insert into auth.user (id, email, two_factor_enabled)
      select id, email, id = any (${officials}::uuid[])
        from unnest(${ids}::uuid[], ${emails}::text[]) as newcomer (id, email)
      on conflict do nothing`
    void db`
      insert into auth.account (user_id, provider_id, account_id, password)
      select id, 'credential', id::text, ${password} from unnest(${ids}::uuid[]) as id
      on conflict do nothing`
    void db`
      insert into auth.two_factor (user_id, secret, backup_codes, verified)
      select id, secret, ${noSpareCodes}, true
        from unnest(${officials}::uuid[], ${secrets}::text[]) as official (id, secret)
      on conflict do nothing`
  })
}

const Citizen = Type.Object({ name: Type.String(), personal_id: Type.String() })

/** The citizens that a page offers to be tried out. */
export const listDemoCitizens = (ctx: Ctx) => ctx.db(Citizen)`
  select name, personal_id from kernel.person
   where demo and kind = 'citizen' and personal_id is not null
   order by id limit 12`

/**
 * Whom the page lists, by kind of office, area and post: every step of the ten procedures can be walked through one ward, its city and the
 * province, and those who watch over it.
 */
const seatsToTry = [
  ...['officer', 'civil_status_officer', 'culture_social_officer', 'land_construction_officer', 'leader'].map(
    (post) => ['commune_committee', '19756', post] as const
  ),
  ['commune_police', '19756', 'specialist'],
  ['commune_police', '19756', 'leader'],
  ['district_centre', '474', 'officer'],
  ...['finance', 'infrastructure', 'labour', 'land_branch'].flatMap((section) =>
    ['specialist', 'leader'].map((post) => [`district_${section}`, '474', post] as const)
  ),
  ['district_committee', '474', 'leader'],
  ['provincial_centre', '46', 'officer'],
  ...['section_administrative_justice', 'police_records_section', 'section_vehicles_and_drivers'].map(
    (section) => [section, '46', 'specialist'] as const
  ),
  ['section_vehicles_and_drivers', '46', 'leader'],
  ['department_of_justice', '46', 'leader'],
  ['department_of_transport', '46', 'leader'],
  ['provincial_centre', '46', 'monitor'],
  ...['inspector', 'auditor', 'administrator'].map((post) => ['provincial_committee', '46', post] as const)
] as const

const Shown = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  personal_id: orNull(Type.String()),
  place: orNull(Type.Integer()),
  post_vi: orNull(Type.String()),
  post_en: orNull(Type.String()),
  office_vi: orNull(Type.String()),
  office_en: orNull(Type.String())
})

/** One person to a seat; of administrators two, as what one proposes the other publishes. */
function listShown(database: Database) {
  const kinds = seatsToTry.map(([kind]) => kind)
  const areas = seatsToTry.map(([, area]) => area)
  const posts = seatsToTry.map(([, , post]) => post)
  return database.transaction(
    system,
    (db) => db(Shown)`
      (select person.id, person.name, account.email, person.personal_id, null::int as place,
              null as post_vi, null as post_en, null as office_vi, null as office_en
         from kernel.person person
         join auth.user account on account.id = person.id
        where person.demo and person.kind = 'citizen'
        order by person.id
        limit 2)
      union all
      (select distinct on (seat.place, case when seat.post = 'administrator' then person.id end) person.id, person.name, account.email, null, seat.place::int,
              post.name_vi, post.name_en, office.name_vi, office.name_en
         from unnest(${kinds}::text[], ${areas}::text[], ${posts}::text[]) with ordinality as seat (kind, area, post, place)
         join kernel.office office on office.kind = seat.kind and office.area_code = seat.area
         join kernel.office_kind kind on kind.kind = office.kind
         join kernel.post post on post.staffing = kind.staffing and post.post = seat.post
         join kernel.appointment appointment on appointment.office_id = office.id and appointment.post = seat.post
         join kernel.person person on person.id = appointment.person_id
         join auth.user account on account.id = person.id
        where person.demo
        order by seat.place, case when seat.post = 'administrator' then person.id end, account.email)`
  )
}

const texts = {
  vi: {
    title: 'Đăng nhập thử',
    notice:
      'Các tài khoản này chỉ tồn tại vì máy chủ đang chạy với dữ liệu minh họa. Ai mở trang này cũng đăng nhập được: không đưa dữ liệu thật vào đây.',
    password: 'Mật khẩu chung',
    again: 'Xem mã mới',
    seconds: (left: number) => `Mã xác thực đổi sau ${left} giây; khi đó bấm “Xem mã mới”.`,
    vneid: 'Người dân cũng có thể đăng nhập bằng VNeID (bản minh họa) với số định danh cá nhân và mật khẩu chung.',
    messages: 'Tin nhắn vừa gửi',
    messagesWhy:
      'Không có tổng đài tin nhắn: tin nằm trong thư mục spool. Đăng nhập bằng số điện thoại bất kỳ, rồi đọc mã sáu số ở đây.',
    noMessages: 'Chưa gửi tin nhắn nào.',
    head: ['Họ tên', 'Chức danh', 'Cơ quan', 'Tên đăng nhập', 'Mã xác thực'],
    citizen: 'Công dân'
  },
  en: {
    title: 'Demo sign-ins',
    notice:
      'These accounts exist only because this server runs on demonstration data. Whoever opens this page can sign in: keep real data out.',
    password: 'Password of all',
    again: 'Show new codes',
    seconds: (left: number) => `The codes change in ${left} seconds; then press “Show new codes”.`,
    vneid:
      'Citizens can also sign in through VNeID (a demonstration) with their identity number and the same password.',
    messages: 'Messages just sent',
    messagesWhy:
      'There is no SMS gateway: messages lie in the spool folder. Sign in with any telephone number and read the six digits here.',
    noMessages: 'No message has been sent yet.',
    head: ['Name', 'Post', 'Office', 'Sign-in name', 'Code'],
    citizen: 'Citizen'
  }
}

/** Who can be tried out, with the six digits of this half minute. */
export function demoPage({ database, secret, spool, now }: Parts): Page {
  const row = (shown: Type.Static<typeof Shown>, language: Language, at: Date) => {
    const { head } = texts[language]
    const post = language === 'vi' ? shown.post_vi : shown.post_en
    const office = language === 'vi' ? shown.office_vi : shown.office_en
    const code = post && totp(demoSecret(secret, shown.id), at)
    return html`<tr>
      <td data-label="${head[0]}">${shown.name}</td>
      <td data-label="${head[1]}">${post ?? texts[language].citizen}</td>
      <td data-label="${head[2]}">${office ?? shown.personal_id}</td>
      <td data-label="${head[3]}"><code>${shown.email}</code></td>
      <td data-label="${head[4]}"><code class="totp">${code ?? '–'}</code></td>
    </tr>`
  }
  return page('/demo', async (_ctx, { language }) => {
    const at = now()
    const left = secondsLeft(at)
    const text = texts[language]
    const [people, messages] = await Promise.all([listShown(database), spool ? lastSms(spool, 5) : []])
    return {
      title: text.title,
      head: html`<meta name="robots" content="noindex">`,
      body: html`
        <h1>${text.title}</h1>
        <p class="notice late" role="alert">${text.notice}</p>
        <p>${text.password}: <code>${demoPassword}</code></p>
        <p>${text.seconds(left)} <a href="/demo">${text.again}</a></p>
        <table tabindex="0" class="stack">
          <thead><tr>${text.head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
          <tbody>${people.map((shown) => row(shown, language, at))}</tbody>
        </table>
        <p>${text.vneid}</p>
        <h2>${text.messages}</h2>
        <p>${text.messagesWhy}</p>
        ${
          messages.length > 0
            ? html`<ul class="card">${messages.map(
                ({ to, text: said, at: sent }) =>
                  html`<li><strong>${'•'.repeat(to.length - 3)}${to.slice(-3)}</strong> · ${formatMoment(sent, language)}<br><code>${said}</code></li>`
              )}</ul>`
            : html`<p class="muted">${text.noMessages}</p>`
        }`
    }
  })
}
