import { type Ctx, type Html, html, type Language, type Page, page, unbroken } from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import { addLimit } from '@motcua/kernel/rules/calendar'
import type { Condition, Text } from '@motcua/kernel/rules/form'
import { formatDate, formatLimit, formatMoment, formatMoney, formatNumber } from '@motcua/kernel/rules/text'
import type { Static } from 'typebox'
import { listAgencies } from './agencies.ts'
import { listProcedures, openProcedure } from './catalogue.ts'
import type { ProcedureRow } from './contract.ts'
import { listLifeEvents } from './life-events.ts'
import { officePages } from './office-pages.ts'
import { pageTexts } from './page-texts.ts'
import type { Fee, Paper, Procedure } from './rules.ts'
import { fieldNamed, questionInWords } from './rules/condition-words.ts'

type Row = Static<typeof ProcedureRow>

const onOnePage = 30
const perEvent = 3

/** The list of procedures: by what happens in a life, by the office that decides, or found by the words of the query. */
const catalogue = page('/thu-tuc', async (ctx, { query, language }) => {
  const t = pageTexts[language]
  const q = (query.q ?? '').slice(0, 200).trim()
  const [{ rows }, { rows: events }] = await Promise.all([listProcedures(ctx, { q }), listLifeEvents(ctx)])
  const event = events.find(({ code }) => code === query.viec)
  const agency = query['co-quan']
  const some = event
    ? rows.filter(({ lifeEvents }) => lifeEvents.includes(event.code))
    : agency
      ? rows.filter((row) => row.agency?.unit === agency)
      : undefined
  const title = event?.name[language] ?? some?.[0]?.agency?.[language] ?? t.procedures
  const found = q && html`<p class="muted">${t.found(rows.length, q)}</p>${list(rows, language)}`
  return {
    title,
    body: html`
      <h1>${title}</h1>
      ${some && html`<p><a href="/thu-tuc">${t.listOfAll}</a></p>`}
      ${!some && html`
        <form action="/thu-tuc" method="get" class="card" role="search">
          <label for="q">${t.search}</label><input id="q" name="q" type="search" maxlength="200" value="${q}"><button>${t.find}</button>
        </form>`}
      ${(some ?? rows).length === 0 && html`<p class="notice" role="status">${event ? t.noneOfEvent : t.noneFound}</p>`}
      ${some ? paged(some, query, language) : rows.length > 0 && (found || everything(rows, events, language))}`
  } // biome-ignore format: a page reads as a page
})

const list = (rows: Row[], language: Language): Html => html`<ul class="card">${rows.map((row) => html`
  <li><a href="/thu-tuc/${row.code}">${row.name[language]}</a> <span class="muted">${row.field[language]} · ${row.code}</span></li>`)}</ul>` // biome-ignore format: a list

function paged(rows: Row[], query: Record<string, string>, language: Language): Html {
  const t = pageTexts[language]
  const of = Math.max(1, Math.ceil(rows.length / onOnePage))
  const at = Math.min(of, /^[1-9]\d{0,3}$/.test(query.trang ?? '') ? Number(query.trang) : 1)
  const link = (to: number, text: string) =>
    html` <a href="/thu-tuc?${new URLSearchParams({ ...query, trang: String(to) }).toString()}">${text}</a>`
  return html`
    ${rows.length > 0 && list(rows.slice((at - 1) * onOnePage, at * onOnePage), language)}
    ${of > 1 && html`<p>${t.page(at, of)}${at > 1 && link(at - 1, t.previous)}${at < of && link(at + 1, t.next)}</p>`}`
}

/** The short name where somebody gave one; a name that was only cut off says too little. */
const titleOf = ({ shortName, name }: Row, language: Language) =>
  (shortName.vi.endsWith('…') ? name : shortName)[language]

/** The whole catalogue on one small page: a few procedures of each event of life, and the offices with how many are theirs. */
function everything(rows: Row[], events: { code: string; name: Text }[], language: Language): Html {
  const t = pageTexts[language]
  const counts = new Map<string, { name: string; count: number }>()
  for (const { agency } of rows)
    if (agency) counts.set(agency.unit, { name: agency[language], count: (counts.get(agency.unit)?.count ?? 0) + 1 })
  const agencies = [...counts].toSorted(([, one], [, other]) => other.count - one.count)
  const groups = events
    .map(({ code, name }) => ({ code, name, own: rows.filter(({ lifeEvents }) => lifeEvents.includes(code)) }))
    .filter(({ own }) => own.length > 0)
  return html`
    <div class="groups">${groups.map(({ code, name, own }) => html`
      <section class="card" id="${code}"><h2>${name[language]}</h2><ul>${own.slice(0, perEvent).map((row) => html`
        <li><a href="/thu-tuc/${row.code}">${titleOf(row, language)}</a></li>`)}</ul>
        ${own.length > perEvent && html`<p><a href="/thu-tuc?viec=${code}">${t.allOf(own.length)}</a></p>`}</section>`)}</div>
    <section class="card"><h2>${t.byAgency}</h2><p class="muted">${t.inAll(formatNumber(rows.length, language))}</p>
      <ul>${agencies.map(([unit, { name, count }]) => html`
        <li><a href="/thu-tuc?co-quan=${unit}">${name}</a> <span class="muted">${count}</span></li>`)}</ul></section>` // biome-ignore format: a page reads as a page
}

/** P2 “Thủ tục …”: one procedure, printable on one page; what is doubtful stays marked. */
const procedure = page('/thu-tuc/:code', async (ctx, { params, language }) => {
  const [{ procedure: known }, agencies] = await Promise.all([openProcedure(ctx, params.code ?? ''), listAgencies(ctx)])
  const t = pageTexts[language]
  const { name, papers, refusalGrounds, legal, steps, doubts, ways, result, level, immediate } = known
  const mark = (...at: string[]) =>
    doubts.some((doubt) => at.some((each) => doubt.at === each || doubt.at.startsWith(`${each}.`))) &&
    html` <a class="doubt" href="#chua-doi-chieu" title="${t.doubtful}">(?)</a>`
  const office = (unit: string) => agencies.find((agency) => agency.unit === unit)?.name[language] ?? ''
  return {
    title: name[language],
    body: html`
      <h1>${name[language]}</h1>
      <p class="muted">${known.code}${mark('code')} · ${known.field[language]} · ${t.asOf} ${formatDate(known.asOf)}</p>
      ${ways.includes('online') && html`<p><a class="button" href="/app/thu-tuc/${known.code}">${t.start}</a></p>`}
      <div class="columns"><section class="card"><h2>${t.who}${mark('who')}</h2><p>${known.who[language]}</p></section>
      <section class="card"><h2>${t.where}${mark('ways', 'level', 'desk')}</h2>
        <p>${t[`level.${level}`]} <a href="/noi-nop?thu-tuc=${known.code}">${t.findDesk}</a></p>
        <ul>${ways.map((way) => html`<li>${t[`way.${way}`]}</li>`)}</ul></section>
      <section class="card"><h2>${t.papers}${mark('papers')}</h2><ul>${papers.map((paper) => paperLine(paper, known, language))}</ul></section>
      <section class="card"><h2>${t.time}${mark('limits')}</h2>${immediate && html`<p>${t.immediate}</p>`}${await timeOf(ctx, known, language)}</section>
      <section class="card"><h2>${t.money}</h2>${feeList(known, language)}</section>
      <section class="card"><h2>${t.result}${mark('result')}</h2><p>${result[language]}</p></section>
      <section class="card"><h2>${t.refusals}${mark('refusalGrounds')}</h2><ul>${refusalGrounds.map((ground) => html`<li>${ground.text[language]} <span class="muted">(${ground.article})</span></li>`)}</ul></section></div>
      <details class="card"><summary>${t.stepsAndLaw}</summary>${mark('steps', 'legal') && html`<p>${mark('steps', 'legal')}</p>`}
        <ol>${steps.map((step) => html`<li>${step.name[language]} <span class="muted">${office(step.seat.unit)} · ${formatNumber(step.hours, language)} ${t.hours}</span></li>`)}</ol>
        <ul>${legal.map((law) => html`<li>${law.number}: ${law.articles}</li>`)}</ul>
        <p><a href="/api/procedures/${known.code}/file">${t.asFile}</a></p>
      </details>
      ${doubts.length > 0 && html`<details class="card" id="chua-doi-chieu"><summary>${t.doubts} (${doubts.length})</summary><ul lang="vi">${doubts.map((doubt) => html`<li>${doubt.why}</li>`)}</ul></details>`}`
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
    ${due && html`<p>${t.ifNow} <strong>${unbroken(formatMoment(due.at, language))}</strong>${due.provisional && html` (${t.provisional})`}. <a href="/cach-tinh-ngay-hen">${t.howCounted}</a></p>`}`
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

const question = (name: string, { form }: Procedure, language: Language) => {
  const field = fieldNamed(name, form)
  return field ? questionInWords(field, language) : name
}

function inWords(when: { field: string; is: string | number | boolean }, known: Procedure, language: Language): string {
  const t = pageTexts[language]
  const option = fieldNamed(when.field, known.form)?.options?.find(({ value }) => value === when.is)
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
