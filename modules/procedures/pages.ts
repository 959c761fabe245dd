import { type Html, html, type Language, type Page, page, Refusal } from '@motcua/kernel'
import { formatDate, formatLimit, formatMoney } from '@motcua/kernel/rules/text'
import { Type } from 'typebox'
import { listProcedures, openProcedure } from './catalogue.ts'
import { pageTexts } from './page-texts.ts'
import type { Paper, Procedure } from './rules.ts'

/** The list of procedures, found by the words of the query. */
const catalogue = page('/thu-tuc', async (ctx, { query, language }) => {
  const t = pageTexts[language]
  const q = (query.q ?? '').slice(0, 100)
  const { rows } = await listProcedures(ctx, q)
  const list = rows.map(
    (row) =>
      html`<li><a href="/thu-tuc/${row.code}">${row.name[language]}</a> <span class="muted">${row.field[language]}</span></li>`
  )
  return {
    title: t.procedures,
    body: html`
      <h1>${t.procedures}</h1>
      <form action="/thu-tuc" method="get" class="card">
        <label for="q">${t.search}</label><input id="q" name="q" value="${q}"><button>${t.find}</button>
      </form>
      ${rows.length > 0 ? html`<ul class="card">${list}</ul>` : html`<p class="notice">${t.noneFound}</p>`}`
  }
})

/** P2 “Thủ tục …”: one procedure, printable on one page; what is doubtful stays marked. */
const procedure = page('/thu-tuc/:code', async (ctx, { params, language }) => {
  const { procedure: known } = await openProcedure(ctx, params.code ?? '')
  const t = pageTexts[language]
  const { name, papers, limits, refusalGrounds, legal, steps, doubts } = known
  return {
    title: name[language],
    body: html`
      <h1>${name[language]}</h1>
      <p class="muted">${known.code} · ${known.field[language]} · ${t.asOf} ${formatDate(known.asOf)}</p>
      <p><a class="button" href="/app/thu-tuc/${known.code}">${t.start}</a></p>
      <section class="card"><h2>${t.who}</h2><p>${known.who[language]}</p></section>
      <section class="card"><h2>${t.papers}</h2><ul>${papers.map((paper) => paperLine(paper, language))}</ul></section>
      <section class="card"><h2>${t.time}</h2><ul>${limits.map(({ limit, note }) => html`<li>${formatLimit(limit, language)}${note && html`. ${note[language]}`}</li>`)}</ul></section>
      <section class="card"><h2>${t.money}</h2>${feeList(known, language)}</section>
      <details class="card"><summary>${t.refusals}</summary><ul>${refusalGrounds.map((ground) => html`<li>${ground.text[language]} <span class="muted">${ground.article}</span></li>`)}</ul></details>
      <details class="card"><summary>${t.stepsAndLaw}</summary>
        <ol>${steps.map((step) => html`<li>${step.name[language]} (${step.hours} ${t.hours})</li>`)}</ol>
        <ul>${legal.map((law) => html`<li>${law.number} ${law.articles}</li>`)}</ul>
      </details>
      ${doubts.length > 0 && html`<details class="card"><summary>${t.doubts}</summary><ul>${doubts.map((doubt) => html`<li>${doubt.why}</li>`)}</ul></details>`}`
  } // biome-ignore format: a page reads as a page
})

const paperLine = (paper: Paper, language: Language): Html =>
  html`<li>${paper.name[language]} <span class="muted">${pageTexts[language][`kind.${paper.kind}`]}${paper.when && html` · ${pageTexts[language].ifApplies}`}</span></li>`

function feeList({ fees }: Procedure, language: Language): Html {
  const t = pageTexts[language]
  if (fees.length === 0) return html`<p>${t.free}</p>`
  return html`<ul>${fees.map(
    (
      fee
    ) => html`<li>${fee.name[language]}: ${formatMoney(fee.amount, language)}${fee.when && html` <span class="muted">${t.ifApplies}</span>`}
      ${fee.exemptions.length > 0 && html`<br><span class="muted">${t.exempt}: ${fee.exemptions.map((known) => known.name[language]).join('; ')}</span>`}</li>`
  )}</ul>`
}

const Office = Type.Object({
  code: Type.String(),
  kind: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String(),
  parent_code: Type.Union([Type.String(), Type.Null()]),
  parent_vi: Type.Union([Type.String(), Type.Null()]),
  parent_en: Type.Union([Type.String(), Type.Null()]),
  area: Type.String(),
  from_on: Type.String()
})
const Unit = Type.Object({ code: Type.String(), name_vi: Type.String(), name_en: Type.String() })
const Head = Type.Object({ name: Type.String(), post: Type.String() })

/** A page for each office: what it is, where it stands, who heads it, what lies below. */
const office = page('/co-quan/*', async (ctx, { params, language }) => {
  const code = params['*'] ?? ''
  const t = pageTexts[language]
  const [[found], units, heads] = await Promise.all([
    ctx.db(Office)`
      select o.code, o.kind, o.name_vi, o.name_en, p.code as parent_code, p.name_vi as parent_vi, p.name_en as parent_en,
             area.name as area, lower(o.in_force)::text as from_on
        from kernel.office o left join kernel.office p on p.id = o.parent_id
        join kernel.area on area.code = o.area_code and area.in_force && o.in_force
       where o.code = ${code}`,
    ctx.db(Unit)`
      select unit.code, unit.name_vi, unit.name_en from kernel.office unit join kernel.office o on o.id = unit.parent_id
       where o.code = ${code} order by unit.code`,
    ctx.db(Head)`
      select distinct person.name, post from kernel.appointment join kernel.person on person.id = person_id join kernel.office o on o.id = office_id
       where o.code = ${code} and role = 'leader' and post = 'leader' order by name limit 5`
  ])
  if (!found) throw new Refusal(404, 'not_found')
  const name = (row: { name_vi: string; name_en: string }) => (language === 'vi' ? row.name_vi : row.name_en)
  return {
    title: name(found),
    body: html`
      <h1>${name(found)}</h1>
      <p class="muted">${found.code} · ${found.area} · ${t.inForceFrom} ${formatDate(found.from_on)}</p>
      ${found.parent_code && html`<p>${t.under} <a href="/co-quan/${found.parent_code}">${language === 'vi' ? found.parent_vi : found.parent_en}</a></p>`}
      ${heads.length > 0 && html`<p>${t.headedBy}: ${heads.map((head) => head.name).join(', ')}</p>`}
      <p>${t.officeHours}</p>
      ${units.length > 0 && html`<h2>${t.units}</h2><ul class="card">${units.map((unit) => html`<li><a href="/co-quan/${unit.code}">${name(unit)}</a></li>`)}</ul>`}`
  }
})

const District = Type.Object({ code: Type.String(), name_vi: Type.String(), name_en: Type.String() })

/** P5 “Nơi nộp”: the desks, the districts first. */
const desks = page('/noi-nop', async (ctx, { language }) => {
  const t = pageTexts[language]
  const rows = await ctx.db(District)`
    select code, name_vi, name_en from kernel.office where kind in ('provincial_centre', 'district_committee') order by code`
  return {
    title: t.desks,
    body: html`<h1>${t.desks}</h1><p>${t.officeHours}</p><p>${t.desksWhy}</p>
      <ul class="card">${rows.map((row) => html`<li><a href="/co-quan/${row.code}">${language === 'vi' ? row.name_vi : row.name_en}</a></li>`)}</ul>`
  }
})

export const pages: Page[] = [catalogue, procedure, desks, office]
