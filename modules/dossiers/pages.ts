import {
  type Ctx,
  fill,
  type Html,
  html,
  type Language,
  type Page,
  type PageReply,
  type PageRequest,
  page,
  unbroken
} from '@motcua/kernel'
import { currentCalendar } from '@motcua/kernel/calendar'
import {
  type Calendar,
  dayOf,
  type ExplainedDay,
  explainLimit,
  type Limit,
  momentOf,
  workingTimeBetween
} from '@motcua/kernel/rules/calendar'
import { formatDate, formatMoment, formatWeekday } from '@motcua/kernel/rules/text'
import type { TrackedDossier } from './contract.ts'
import { pageTexts } from './page-texts.ts'
import { checking } from './papers/page.ts'
import { type facts, formatLate, type otherFacts } from './rules.ts'
import { remindByCode, trackDossier } from './tracking.ts'

const words = (language: Language) => (key: keyof (typeof pageTexts)['vi']) => pageTexts[language][key]

/** P3 “Tra cứu hồ sơ”: number and code in, where it stands out; no name, no address, no script. */
const tracking = page('/tra-cuu', showTracked, remindByCode)

async function showTracked(ctx: Ctx, { query, language, told }: PageRequest): Promise<PageReply> {
  const t = words(language)
  const { so = '', ma = '' } = query
  const asked = so !== '' || ma !== ''
  const [found, calendar] = await Promise.all([asked ? trackDossier(ctx, so, ma) : undefined, currentCalendar(ctx)])
  const papers = found ? `/kiem-tra?so=${found.number}&ma=${encodeURIComponent(ma)}` : '/kiem-tra'
  const form = html`
    <form action="/tra-cuu" method="get" class="card">
      <label for="so">${t('number')}</label>
      <input id="so" name="so" value="${so}" autocomplete="off" spellcheck="false" required placeholder="H57.28.07-211229-0017">
      <label for="ma">${t('code')}</label>
      <input id="ma" name="ma" autocomplete="off" spellcheck="false" required placeholder="8K3F9T2M">
      <p class="hint">${t('where')}</p>
      <button>${t('look')}</button>
    </form>`
  const answer = found
    ? tracked(found, { calendar, now: ctx.now, language, reminded: told?.reminded, form: { so, ma, key: ctx.command } })
    : asked && html`<p class="notice late" role="alert">${t('notFound')}</p>`
  return {
    title: t('title'),
    status: asked && !found ? 404 : 200,
    body: html`<h1>${t('title')}</h1>${answer}${!found && form}<p><a href="${papers}">${t('checkPapers')}</a></p>`
  }
}

type Shown = {
  calendar: Calendar
  now: Date
  language: Language
  /** A reminder was sent just now: until when it is to be answered. */
  reminded: string | undefined
  form: Record<'so' | 'ma' | 'key', string>
}

function tracked(found: TrackedDossier, { calendar, now, language, reminded, form }: Shown): Html {
  const t = words(language)
  const vi = language === 'vi'
  const holder = vi ? found.holderVi : found.holderEn
  const moment = (at: string) => formatMoment(new Date(at), language)
  const stopped = found.state === 'awaiting_supplement' || found.state === 'awaiting_payment'
  const tone =
    found.late || found.state === 'refused' || found.state === 'stopped' ? 'late' : stopped ? 'stopped' : 'ok'
  const running = found.state === 'received' || found.state === 'processing'
  // Before it is received, what is late is the answer whether it will be.
  const due = found.state === 'registered' ? found.answerDueAt : running ? found.dueAt : null
  const overdue = due !== null && new Date(due) < now
  const timeLate = overdue && formatLate(workingTimeBetween(new Date(due), now, calendar), language)
  const next = `next.${found.state}` as const
  return html`
    <section class="card">
      <p class="number of-dossier">${unbroken(found.number)}</p>
      <p>${vi ? found.procedureVi : found.procedureEn}</p>
      <p class="state ${tone}">${t(`state.${found.state}`)}${found.state === 'processing' && html` ${holder}`}</p>
      ${timeLate && html`<p class="notice late">${fill(t('lateNow'), { late: timeLate, holder })}</p>`}
      ${reminding(found, language, reminded, form)}
      <dl>
        ${found.dueAt && !stopped && html`<dt>${t('due')}</dt><dd>${unbroken(moment(found.dueAt))}${found.provisional && html` (${t('provisional')})`}${found.late && !running && html` · <strong>${t('late')}</strong>`}</dd>`}
        ${found.redatedTo && (running || stopped) && html`<dt>${t('redated')}</dt><dd>${unbroken(moment(found.redatedTo))}</dd>`}
        ${!found.dueAt && found.answerDueAt && html`<dt>${t('answerDue')}</dt><dd>${unbroken(moment(found.answerDueAt))}</dd>`}
        <dt>${t('holder')}</dt><dd>${holder}</dd>
        <dt>${t('desk')}</dt><dd>${vi ? found.officeVi : found.officeEn}</dd>
        <dt>${t('next')}</dt><dd>${t(next)}</dd>
      </dl>
      <h2>${t('history')}</h2>
      <ol class="timeline">
        ${found.steps.map((step) => html`<li><time>${unbroken(moment(step.at))}</time> ${t(factKey(step.what))} <span class="muted">${vi ? step.officeVi : step.officeEn}</span></li>`)}
      </ol>
    </section>`
}

/** The last reminder with what came of it, and “Gửi nhắc” where one may be sent. */
function reminding(
  { reminder, mayRemind }: TrackedDossier,
  language: Language,
  reminded: Shown['reminded'],
  form: Shown['form']
) {
  const t = words(language)
  const moment = (at: string) => formatMoment(new Date(at), language)
  if (reminded) return html`<p class="notice" role="status">${fill(t('reminded'), { due: moment(reminded) })}</p>`
  return html`
    ${reminder && html`<p class="notice">${fill(t('remindedAt'), { at: moment(reminder.sentAt), due: moment(reminder.dueAt) })}${reminder.answeredAt && html` ${fill(t('reminderAnswered'), { at: moment(reminder.answeredAt) })}`}${reminder.expectedOn && html` ${fill(t('reminderExpected'), { day: formatDate(reminder.expectedOn) })}`}</p>`}
    ${mayRemind && html`
      <form action="/tra-cuu" method="post">
        <input type="hidden" name="so" value="${form.so}"><input type="hidden" name="ma" value="${form.ma}"><input type="hidden" name="key" value="${form.key}">
        <button>${t('remind')}</button>
      </form>`}` // biome-ignore format: a page reads as a page
}

const units = ['workingDay', 'workingHour', 'calendarDay', 'clockHour', 'sameDay'] as const

/** P9 “Cách tính ngày hẹn”: a due moment with every day off on the way named. */
const reckoning = page('/cach-tinh-ngay-hen', async (ctx, { query, language }) => {
  const t = words(language)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(query.ngay ?? '') ? (query.ngay as string) : dayOf(ctx.now)
  const time = /^([01]\d|2[0-3]):[0-5]\d$/.test(query.gio ?? '') ? (query.gio as string) : '09:00'
  const unit = units.find((known) => known === query.loai) ?? 'workingDay'
  const amount = /^\d{1,3}$/.test(query.so ?? '') ? Number(query.so) : 3
  const limit: Limit = unit === 'sameDay' ? { sameDay: true, cutOff: '15:00' } : { amount, unit }
  // The calendar reaches from 1970 to 2199; what lies outside is no day of receipt.
  const real = day >= '2000-01-01' && day < '2100-01-01' && isRealDay(day)
  const calendar = await currentCalendar(ctx)
  const due = real ? explainLimit(momentOf(day, time), limit, calendar) : undefined
  const option = (value: (typeof units)[number]) =>
    value === unit
      ? html`<option value="${value}" selected>${t(`unit.${value}`)}</option>`
      : html`<option value="${value}">${t(`unit.${value}`)}</option>`
  const answer = due && html`
    <section class="card">
      <p>${t('reckonedDue')}</p>
      <p class="number">${unbroken(formatMoment(due.at, language))}</p>
      ${due.provisional && html`<p class="notice soon">${t('provisionalWhy')}</p>`}
      <h2>${t('daysOnTheWay')}</h2>
      <ol class="timeline">${due.days.map((step) => dayLine(step, language))}</ol>
    </section>` // biome-ignore format: a page reads as a page
  const form = html`
    <form action="/cach-tinh-ngay-hen" method="get" class="card">
      <label for="ngay">${t('fromDay')}</label><input type="date" id="ngay" name="ngay" value="${day}" required>
      <label for="gio">${t('fromTime')}</label><input type="time" id="gio" name="gio" value="${time}" required>
      <label for="so">${t('amount')}</label><input type="number" id="so" name="so" min="0" max="999" value="${amount}" inputmode="numeric">
      <label for="loai">${t('unit')}</label><select id="loai" name="loai">${units.map(option)}</select>
      <button>${t('reckon')}</button>
    </form>`
  return {
    title: t('reckoning'),
    status: real ? 200 : 400,
    body: html`<h1>${t('reckoning')}</h1><p>${t('reckoningWhy')}</p>${!real && html`<p class="notice late" role="alert">${t('noSuchDay')}</p>`}${form}${answer}`
  }
})

function dayLine(step: ExplainedDay, language: Language): Html {
  const t = words(language)
  const reason = step.reason ? ` · ${step.reason[language]}` : ''
  return html`<li class="${step.counted ? 'counted' : 'off'}"><time datetime="${step.day}">${unbroken(`${formatWeekday(step.day, language)}\u00a0${formatDate(step.day)}`)}</time> ${t(`why.${step.why}`)}${reason}</li>`
}

export const pages: Page[] = [tracking, checking, reckoning]

const factKey = (what: string) =>
  `what.${what}` as `what.${(typeof facts)[keyof typeof facts] | (typeof otherFacts)[number]}`

/** A month has no 31st day just because it is asked for: such a day would move into the next month. */
const isRealDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(8))
