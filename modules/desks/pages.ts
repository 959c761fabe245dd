import { randomUUID } from 'node:crypto'
import { type Ctx, type Html, html, type Language, type Page, page, Refusal, unbroken } from '@motcua/kernel'
import { formatMoment } from '@motcua/kernel/rules/text'
import type { Standing, Ticket } from './contract.ts'
import { deskByCode, openDesk, standingAt } from './line.ts'
import { pageTexts } from './page-texts.ts'
import { priorities } from './rules.ts'
import { followNumber, giveUpNumber, takeNumber } from './tickets.ts'

const desksPage = (t: (typeof pageTexts)['vi']) => html`<p><a href="/noi-nop">${t.findDesk}</a></p>`

/** Who waits at an office and who is called, in the sentences of every public page that names it, with the way to a number of one's own. */
export async function waitingAt(ctx: Ctx, office: number, language: Language): Promise<Html> {
  const desk = await standingAt(ctx, office)
  if (!desk) return html``
  const t = pageTexts[language]
  const { waiting, minutes, called, open, whyNoNumber } = desk
  const calls = called.map(({ number, counter }) => t.atCounter(number, counter))
  const who = waiting > 0 ? unbroken(t.waiting(waiting, minutes)) : open && t.nobody
  return html`
    ${(who || !whyNoNumber) && html`<p>${who} ${!whyNoNumber && html`<a href="/lay-so?noi=${desk.code}">${t.take}</a>`}</p>`}
    ${calls.length > 0 && html`<p class="muted">${t.calledNow}: ${calls.join(', ')}.</p>`}` // biome-ignore format: a page reads as a page
}

/** Whether it is open now, and if not, when next. */
function openNow({ open, opensAt }: Standing, language: Language): Html {
  const t = pageTexts[language]
  const when = html`${t.closed} ${unbroken(formatMoment(new Date(opensAt), language))}`
  return html`<p class="state ${open ? 'ok' : 'stopped'}">${open ? t.open : when}</p>`
}

/** “Lấy số trước”: a number of today at a desk, without a name; `noi` is the code of the office. */
const taking = page(
  '/lay-so',
  async (ctx, { query, language, told }) => {
    const t = pageTexts[language]
    if (told?.id) return { title: t.follow, body: shown(await followNumber(ctx, told.id), language, ctx.command) }
    const title = t.take
    if (!query.noi)
      return { title, status: 404, body: html`<h1>${title}</h1><p class="notice">${t.which}</p>${desksPage(t)}` }
    const desk = await openDesk(ctx, await deskByCode(ctx, query.noi))
    const { whyNoNumber: why } = desk
    const choice = (value: string, word: string) =>
      value === '' ? html`<option value="" selected>${word}</option>` : html`<option value="${value}">${word}</option>`
    return {
      title,
      body: html`
        <h1>${title}</h1>
        <section class="card"><h2>${desk.name[language]}</h2>
          ${openNow(desk, language)}
          <p>${desk.waiting > 0 ? unbroken(t.waiting(desk.waiting, desk.minutes)) : t.nobody}</p>
        </section>
        ${why && html`<p class="notice" role="status">${t[`whyNot.${why}`]}</p>`}
        ${!why && html`
          <form action="/lay-so" method="post" class="card">
            <input type="hidden" name="noi" value="${desk.code}"><input type="hidden" name="key" value="${ctx.command}">
            <label for="uu-tien">${t.priority}</label>
            <select id="uu-tien" name="uu-tien">${choice('', t['priority.none'])}${priorities.map((each) => choice(each, t[`priority.${each}`]))}</select>
            <button>${t.getNumber}</button>
          </form>
          <p class="muted">${t.ifCalled} ${t.nobodys}</p>`}`
    } // biome-ignore format: a page reads as a page
  },
  async (ctx, form) => {
    const priority = priorities.find((known) => known === form['uu-tien'])
    const office = await deskByCode(ctx, form.noi ?? '')
    const { id } = await takeNumber(ctx, office, { id: randomUUID(), ...(priority ? { priority } : {}) })
    return { id }
  }
)

/** A number by its id: how many are before it, which counter calls it; here it is given up. */
const following = page(
  '/so-thu-tu',
  async (ctx, { query, language }) => {
    const t = pageTexts[language]
    const found = uuid.test(query.so ?? '') ? await findNumber(ctx, query.so ?? '') : undefined
    const title = t.follow
    if (!found)
      return {
        title,
        status: 404,
        body: html`<h1>${title}</h1><p class="notice late" role="alert">${t.noSuch}</p>${desksPage(t)}`
      }
    return { title, body: shown(found, language, ctx.command) }
  },
  async (ctx, { so = '' }) => {
    if (!uuid.test(so)) throw new Refusal(404, 'number.none')
    await giveUpNumber(ctx, so)
    return {}
  }
)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function findNumber(ctx: Ctx, id: string): Promise<Ticket | undefined> {
  try {
    return await followNumber(ctx, id)
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return undefined
    throw error
  }
}

function shown(ticket: Ticket, language: Language, key: string): Html {
  const t = pageTexts[language]
  const { id, number, name, state, past, ahead, minutes, counter } = ticket
  const waits = state === 'waiting' && !past
  const stands = past ? t.past : t.state[state]
  const tone = past
    ? 'stopped'
    : { waiting: 'ok', called: 'ok', absent: 'late', served: 'ok', given_up: 'stopped' }[state]
  return html`
    <h1>${t.got}</h1>
    <section class="card">
      <p class="number in-line">${number}</p>
      <p>${name[language]}</p>
      <p class="state ${tone}">${stands}${state === 'called' && !past && counter !== null && html` ${t.goTo(counter)}`}</p>
      ${waits && html`<p>${ahead > 0 ? unbroken(t.ahead(ahead, minutes)) : t.next}</p>`}
      ${!past && (waits || state === 'absent') && html`<p><a href="/so-thu-tu?so=${id}">${t.look}</a></p>`}
    </section>
    ${waits && html`
      <p class="muted">${t.keep} ${t.ifCalled} ${t.nobodys}</p>
      <form action="/so-thu-tu" method="post">
        <input type="hidden" name="so" value="${id}"><input type="hidden" name="key" value="${key}">
        <button class="second">${t.giveUp}</button>
      </form>`}` // biome-ignore format: a page reads as a page
}

export const pages: Page[] = [taking, following]
