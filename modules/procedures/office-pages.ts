import { type Ctx, type Html, html, type Language, type Page, page } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { describeOffice, listOffices } from '@motcua/kernel/organisations'
import { addWorkingTime, dayOf, workingTimeBetween } from '@motcua/kernel/rules/calendar'
import { formatDate, formatMoment } from '@motcua/kernel/rules/text'
import { listDistricts, proceduresTakenIn } from './catalogue.ts'
import { pageTexts } from './page-texts.ts'

type Named = { code: string; name_vi: string; name_en: string }

const nameOf = (row: { name_vi: string; name_en: string }, language: Language) =>
  language === 'vi' ? row.name_vi : row.name_en

const link = (row: Named, language: Language): Html => html`<a href="/co-quan/${row.code}">${nameOf(row, language)}</a>`

const minute = 60_000

/** Whether the offices are open at this moment, and if not, when they open next: the calendar knows Tết and the Saturdays worked. */
async function openNow(ctx: Ctx, language: Language): Promise<Html> {
  const t = pageTexts[language]
  const calendar = await currentCalendar(ctx)
  const soon = new Date(ctx.now.getTime() + minute)
  if (workingTimeBetween(ctx.now, soon, calendar) > 0) return html`<p class="state ok">${t.open}</p>`
  const opensAt = new Date(addWorkingTime(ctx.now, minute, calendar).at.getTime() - minute)
  return html`<p class="state stopped">${t.closed} ${formatMoment(opensAt, language)}.</p>`
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
          ${await openNow(ctx, language)}<p>${t.officeHours}</p>
          <ul>${takenIn.map(({ code, name }) => html`<li><a href="/thu-tuc/${code}">${name[language]}</a></li>`)}</ul>
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

/** P5 “Nơi nộp”: the provincial centre, then each district with its centre and the desks of its communes. */
const desks = page('/noi-nop', async (ctx, { language }) => {
  const t = pageTexts[language]
  const [{ districts }, offices] = await Promise.all([listDistricts(ctx), listOffices(ctx)])
  const at = (kind: string, area?: string) =>
    offices.find((row) => row.kind === kind && (area === undefined || row.area_code === area))
  const centre = at('provincial_centre')
  return {
    title: t.desks,
    body: html`
      <h1>${t.desks}</h1>
      ${await openNow(ctx, language)}<p>${t.officeHours} ${t.desksWhy}</p>
      ${centre && html`<p class="card">${link(centre, language)}<br><span class="muted">${t.provinceTakes}</span></p>`}
      ${districts.map((district) => {
        const districtDesk = at('district_centre', district.code)
        return html`
          <details class="card"><summary>${district.name}</summary>
            ${districtDesk && html`<p>${link(districtDesk, language)}<br><span class="muted">${t.districtTakes}</span></p>`}
            <p class="muted">${t.communeTakes}</p>
            <ul>${district.communes.map((commune) => {
              const committee = at('commune_committee', commune.code)
              return committee && html`<li><a href="/co-quan/${committee.code}">${commune.name}</a></li>`
            })}</ul>
          </details>`
      })}`
  } // biome-ignore format: a page reads as a page
})

export const officePages: Page[] = [desks, office]
