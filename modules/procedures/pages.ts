import { type Ctx, type Html, html, type Language, type Page, page } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { addLimit } from '@motcua/kernel/rules/calendar'
import type { Condition } from '@motcua/kernel/rules/form'
import { formatDate, formatLimit, formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import { listProcedures, openProcedure } from './catalogue.ts'
import { listLifeEvents } from './life-events.ts'
import { officePages } from './office-pages.ts'
import { pageTexts } from './page-texts.ts'
import type { Fee, Paper, Procedure } from './rules.ts'

/** The list of procedures: by what happens in a life, or found by the words of the query. */
const catalogue = page('/thu-tuc', async (ctx, { query, language }) => {
  const t = pageTexts[language]
  const q = (query.q ?? '').slice(0, 100).trim()
  const [{ rows }, { rows: events }] = await Promise.all([listProcedures(ctx, { q }), listLifeEvents(ctx)])
  const list = (some: typeof rows) => html`<ul>${some.map((row) => html`
    <li><a href="/thu-tuc/${row.code}">${row.name[language]}</a> <span class="muted">${row.field[language]} · ${row.code}</span></li>`)}</ul>` // biome-ignore format: a list
  const groups = events
    .map(({ code, name }) => ({ code, name, some: rows.filter(({ lifeEvents }) => lifeEvents.includes(code)) }))
    .filter(({ some }) => some.length > 0)
  const rest = rows.filter(({ lifeEvents }) => !events.some(({ code }) => lifeEvents.includes(code)))
  const found = html`<section class="card">${list(rows)}</section>`
  const all = html`
    ${groups.map(({ code, name, some }) => html`<section class="card" id="${code}"><h2>${name[language]}</h2>${list(some)}</section>`)}
    ${rest.length > 0 && html`<section class="card">${list(rest)}</section>`}`
  return {
    title: t.procedures,
    body: html`
      <h1>${t.procedures}</h1>
      <form action="/thu-tuc" method="get" class="card" role="search">
        <label for="q">${t.search}</label><input id="q" name="q" type="search" maxlength="100" value="${q}"><button>${t.find}</button>
      </form>
      ${rows.length === 0 ? html`<p class="notice" role="status">${t.noneFound}</p>` : q ? found : all}`
  }
})

/** P2 “Thủ tục …”: one procedure, printable on one page; what is doubtful stays marked. */
const procedure = page('/thu-tuc/:code', async (ctx, { params, language }) => {
  const { procedure: known } = await openProcedure(ctx, params.code ?? '')
  const t = pageTexts[language]
  const { name, papers, refusalGrounds, legal, steps, doubts, ways, result, level } = known
  return {
    title: name[language],
    body: html`
      <h1>${name[language]}</h1>
      <p class="muted">${known.code} · ${known.field[language]} · ${t.asOf} ${formatDate(known.asOf)}</p>
      ${ways.includes('online') && html`<p><a class="button" href="/app/thu-tuc/${known.code}">${t.start}</a></p>`}
      <section class="card"><h2>${t.who}</h2><p>${known.who[language]}</p></section>
      <section class="card"><h2>${t.where}</h2>
        <p>${t[`level.${level}`]} <a href="/noi-nop">${t.findDesk}</a></p>
        <ul>${ways.map((way) => html`<li>${t[`way.${way}`]}</li>`)}</ul></section>
      <section class="card"><h2>${t.papers}</h2><ul>${papers.map((paper) => paperLine(paper, known, language))}</ul></section>
      <section class="card"><h2>${t.time}</h2>${await timeOf(ctx, known, language)}</section>
      <section class="card"><h2>${t.money}</h2>${feeList(known, language)}</section>
      <section class="card"><h2>${t.result}</h2><p>${result[language]}</p></section>
      <section class="card"><h2>${t.refusals}</h2><ul>${refusalGrounds.map((ground) => html`<li>${ground.text[language]} <span class="muted">(${ground.article})</span></li>`)}</ul></section>
      <details class="card"><summary>${t.stepsAndLaw}</summary>
        <ol>${steps.map((step) => html`<li>${step.name[language]} (${step.hours} ${t.hours})</li>`)}</ol>
        <ul>${legal.map((law) => html`<li>${law.number}: ${law.articles}</li>`)}</ul>
      </details>
      ${doubts.length > 0 && html`<details class="card"><summary>${t.doubts} (${doubts.length})</summary><ul>${doubts.map((doubt) => html`<li lang="vi">${doubt.why}</li>`)}</ul></details>`}`
  } // biome-ignore format: a page reads as a page
})

/** The limit in words, and as the date it would give to a dossier received at the desk now. */
async function timeOf(ctx: Ctx, { limits }: Procedure, language: Language): Promise<Html> {
  const t = pageTexts[language]
  const calendar = await currentCalendar(ctx)
  const usual = limits.find(({ when }) => !when)
  const due = usual && addLimit(ctx.now, usual.limit, calendar)
  return html`
    <ul>${limits.map(({ limit, note }) => html`<li>${formatLimit(limit, language)}${note && html`. ${note[language]}`}</li>`)}</ul>
    ${due && html`<p>${t.ifNow} <strong>${formatMoment(due.at, language)}</strong>${due.provisional && html` (${t.provisional})`}. <a href="/cach-tinh-ngay-hen">${t.howCounted}</a></p>`}`
}

/** A condition in the words of the form: the question and the answer to it. What is more intricate is asked while filling in. */
function whenInWords(when: Condition, known: Procedure, language: Language): string {
  const t = pageTexts[language]
  if ('is' in when) return `${t.ifAnswered} ${inWords(when, known, language)}`
  if ('not' in when && 'is' in when.not) return `${t.unless} ${inWords(when.not, known, language)}`
  if ('olderThanDays' in when)
    return `${t.ifMoreThan} ${when.olderThanDays} ${t.daysAfter}: ${question(when.field, known, language)}`
  return t.ifApplies
}

const fieldOf = (name: string, { form }: Procedure) =>
  form.sections.flatMap(({ fields }) => fields).find((field) => field.name === name)

const question = (name: string, known: Procedure, language: Language) =>
  fieldOf(name, known)?.label[language].replace(/\?$/, '') ?? name

function inWords(when: { field: string; is: string | number | boolean }, known: Procedure, language: Language): string {
  const t = pageTexts[language]
  const option = fieldOf(when.field, known)?.options?.find(({ value }) => value === when.is)
  // An answer chosen from a list says enough by itself; a yes or no needs its question.
  if (option) return `“${option.label[language]}”`
  return `“${question(when.field, known, language)}”: ${when.is === true ? t.yes : when.is === false ? t.no : when.is}`
}

function paperLine(paper: Paper, known: Procedure, language: Language): Html {
  const t = pageTexts[language]
  const kind = paper.fromAnswers ? t.fromAnswers : t[`kind.${paper.kind}`]
  return html`<li>${paper.name[language]} <span class="muted">${kind}${paper.sets > 1 && html`, ${paper.sets} ${t.sets}`}${paper.when && html` · ${whenInWords(paper.when, known, language)}`}</span></li>`
}

function feeList(known: Procedure, language: Language): Html {
  const t = pageTexts[language]
  if (known.fees.length === 0) return html`<p>${t.free}</p>`
  const usuallyFree = known.fees.every(({ when }) => when)
  return html`${usuallyFree && html`<p>${t.usuallyFree}</p>`}<ul>${known.fees.map((fee) => feeLine(fee, known, language))}</ul>`
}

function feeLine(fee: Fee, known: Procedure, language: Language): Html {
  const t = pageTexts[language]
  const doubtful = known.doubts.some(({ at }) => at === `fees.${fee.code}`)
  const remarks = [
    ...(fee.when && !fee.each ? [whenInWords(fee.when, known, language)] : []),
    ...(doubtful ? [`(?) ${t.doubtfulAmount}`] : []),
    ...(fee.exemptions.length > 0
      ? [`${t.exempt}: ${fee.exemptions.map(({ name }) => name[language]).join('; ')}`]
      : [])
  ]
  const sum = fee.note?.[language] ?? formatMoney(fee.amount, language)
  return html`<li>${fee.name[language]}: ${sum}${doubtful && ' (?)'}${remarks.length > 0 && html` <span class="muted">${remarks.join(' · ')}</span>`}</li>`
}

export const pages: Page[] = [catalogue, procedure, ...officePages]
