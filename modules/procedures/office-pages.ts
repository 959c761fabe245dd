import { waitingAt } from '@motcua/desks'
import { openingAt } from '@motcua/desks/rules'
import { type Ctx, type Html, html, type Language, type Page, page, unbroken } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { describeOffice, listOffices } from '@motcua/kernel/organisations'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatDate, formatMoment, formatWeekday } from '@motcua/kernel/rules/text'
import type { Static } from 'typebox'
import { listDistricts, listProcedures, proceduresTakenIn } from './catalogue.ts'
import type { ProcedureRow } from './contract.ts'
import { pageTexts } from './page-texts.ts'

type Named = { code: string; name_vi: string; name_en: string }

const nameOf = (row: { name_vi: string; name_en: string }, language: Language) =>
  language === 'vi' ? row.name_vi : row.name_en

const link = (row: Named, language: Language): Html => html`<a href="/co-quan/${row.code}">${nameOf(row, language)}</a>`

/** The hours of this very day and whether the desks are open now; if not, when next. */
async function openNow(ctx: Ctx, language: Language): Promise<Html> {
  const t = pageTexts[language]
  const today = dayOf(ctx.now)
  const { open, opensAt, worksToday, reason } = openingAt(ctx.now, await currentCalendar(ctx))
  const hours = worksToday ? t.hoursOfDay : `${t.dayOff}${reason ? ` (${reason[language]})` : ''}`
  return html`
    <p class="state ${open ? 'ok' : 'stopped'}">${open ? t.open : html`${t.closed} ${unbroken(formatMoment(opensAt, language))}`}</p>
    <p>${unbroken(`${t.today}, ${formatWeekday(today, language)}\u00a0${formatDate(today)}: ${hours}.`)}</p>`
}

const shownOfMany = 8

/** What a desk takes in: what people come for most stands first, and where there is too much, the rest is a list of its own. */
function takenInList(rows: Static<typeof ProcedureRow>[], language: Language): Html {
  const t = pageTexts[language]
  const first = rows.toSorted((one, other) => Number(other.lifeEvents.length > 0) - Number(one.lifeEvents.length > 0))
  const more = rows.length - shownOfMany
  return html`<ul>${first.slice(0, shownOfMany).map(({ code, name }) => html`<li><a href="/thu-tuc/${code}">${name[language]}</a></li>`)}</ul>
    ${more > 0 && html`<p><a href="/thu-tuc">${t.andMore(more)}</a></p>`}` // biome-ignore format: a list
}

/** A page for each office: what it does, where it stands, who signs for it, what lies below, what became or becomes of it. */
const office = page('/co-quan/*', async (ctx, { params, language }) => {
  const t = pageTexts[language]
  const found = await describeOffice(ctx, params['*'] ?? '')
  const stands = found.until_on === null || found.until_on >= dayOf(ctx.now)
  const takenIn = stands ? await proceduresTakenIn(ctx, found.kind) : []
  const area = `${found.area_kind} ${found.area_name}`
  return {
    title: nameOf(found, language),
    body: html`
      <h1>${nameOf(found, language)}</h1>
      <p class="muted">${t.code} ${found.code} · ${found.level !== 'province' && html`${t.area} ${area} · `}${t.inForceFrom} ${formatDate(found.from_on)}${found.until_on && html` ${t.until} ${formatDate(found.until_on)}`}</p>
      ${found.successor && html`<p class="notice">${t.successor} ${link(found.successor, language)}.</p>`}
      <p>${language === 'vi' ? found.does_vi : found.does_en}</p>
      ${found.parent && html`<p>${t.under} ${link(found.parent, language)}.</p>`}
      ${takenIn.length > 0 && html`
        <section class="card"><h2>${t.takesIn}</h2>
          ${await openNow(ctx, language)}<p class="muted">${unbroken(t.officeHours)}</p>
          ${await waitingAt(ctx, found.id, language)}
          ${takenInList(takenIn, language)}
        </section>`}
      ${found.heads.length > 0 && html`
        <section class="card"><h2>${t.signers}</h2>
          <ul>${found.heads.map((head) => html`<li>${head.name} <span class="muted">${nameOf(head, language)}</span></li>`)}</ul>
        </section>`}
      ${found.posts.length > 0 && html`
        <details class="card"><summary>${t.posts}</summary>
          <ul>${found.posts.map((post) => html`<li>${nameOf(post, language)}: ${post.holders}</li>`)}</ul>
        </details>`}
      ${found.units.length > 0 && html`
        <details class="card"${found.units.length <= 20 && html` open`}><summary>${t.units} (${found.units.length})</summary>
          <ul>${found.units.map((unit) => html`<li>${link(unit, language)}</li>`)}</ul>
        </details>`}
      ${found.successions.map((change) => html`
        <p class="notice">${t.succession(formatDate(change.on_day), change.resolution, `${change.successor_kind} ${change.successor_name}`, area)}</p>`)}`
  } // biome-ignore format: a page reads as a page
})

const deskKinds = { commune: 'commune_committee', district: 'district_centre', province: 'provincial_centre' } as const

/** P5 “Nơi nộp”: the desks for a commune, the one that a procedure goes to first; whether they are open now, and the way there. */
const desks = page('/noi-nop', async (ctx, { query, language }) => {
  const t = pageTexts[language]
  const [{ districts }, offices] = await Promise.all([listDistricts(ctx), listOffices(ctx)])
  const asked = query['thu-tuc'] ? (await listProcedures(ctx, { q: query['thu-tuc'] })).rows[0] : undefined
  const code = query.xa ?? ''
  const district = districts.find(({ communes }) => communes.some((commune) => commune.code === code))
  const places = { commune: code, district: district?.code ?? '', province: '46' }
  const levels = (['commune', 'district', 'province'] as const).toSorted(
    (one, other) => Number(other === asked?.level) - Number(one === asked?.level)
  )
  const card = async (level: (typeof levels)[number], at: number) => {
    const office = offices.find(({ kind, area_code }) => kind === deskKinds[level] && area_code === places[level])
    if (!office) return html``
    const takenIn = await proceduresTakenIn(ctx, office.kind)
    const name = nameOf(office, language)
    const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${office.name_vi}, Thừa Thiên Huế`)}`
    return html`
      ${asked && at === 1 && html`<h2>${t.otherDesks}</h2>`}
      <section class="card"><h2>${link(office, language)}</h2>
        <p>${t.desksOf(takenIn.length)}. <a href="${map}" rel="noreferrer" aria-label="${t.map}: ${name}">${t.map}</a></p>
        ${await waitingAt(ctx, office.id, language)}
        ${(!asked || at > 0) && takenIn.length > 0 && takenInList(takenIn, language)}</section>`
  }
  const option = (commune: { code: string; name: string }) =>
    commune.code === code
      ? html`<option value="${commune.code}" selected>${commune.name}</option>`
      : html`<option value="${commune.code}">${commune.name}</option>`
  // Once it is chosen, the list of all communes is weight that nobody needs.
  const choosing = html`
      <form action="/noi-nop" method="get" class="card">
        ${asked && html`<input type="hidden" name="thu-tuc" value="${asked.code}">`}
        <label for="xa">${t.commune}</label>
        <select id="xa" name="xa" required aria-describedby="xa-hint"><option value="">${t.chooseCommune}</option>${districts.map(({ name, communes }) => html`<optgroup label="${name}">${communes.map(option)}</optgroup>`)}</select>
        <p class="hint" id="xa-hint">${t.communeHint}</p>
        <button>${t.show}</button>
      </form>` // biome-ignore format: a page reads as a page
  return {
    title: t.desks,
    status: code && !district ? 404 : 200,
    body: html`
      <h1>${asked ? `${t.deskOfProcedure}: ${asked.shortName[language]}` : t.desks}</h1>
      ${await openNow(ctx, language)}
      ${code && !district && html`<p class="notice late" role="alert">${t.noCommune}</p>`}
      ${district && (await Promise.all(levels.map(card)))}
      ${district ? html`<p><a href="/noi-nop${asked && `?thu-tuc=${asked.code}`}">${t.otherCommune}</a></p>` : choosing}
      <p class="muted">${unbroken(t.officeHours)}</p>`
  } // biome-ignore format: a page reads as a page
})

export const officePages: Page[] = [desks, office]
