import { html, type Module, page } from '@motcua/kernel'
import { listLifeEvents } from '@motcua/procedures'
import { hotline } from './frame.ts'
import { type TextKey, texts } from './texts.ts'

/** P1 “Một Cửa”: the front door. Search and tracking are forms of the pages they lead to, and work without JavaScript. */
const front = page('/', async (ctx, { language }) => {
  const t = (key: TextKey) => texts[language][key]
  const { rows: events } = await listLifeEvents(ctx)
  return {
    title: t('front.title'),
    body: html`
<h1>${t('front.lead')}</h1>
<form action="/thu-tuc" method="get" class="card" role="search">
<label for="q">${t('front.search')}</label>
<input id="q" name="q" type="search" required maxlength="200" aria-describedby="q-hint">
<p class="hint" id="q-hint">${t('front.searchHint')}</p>
<button>${t('front.searchButton')}</button>
</form>
${
  events.length > 0 &&
  html`<h2>${t('front.events')}</h2>
<ul class="events">${events.map(({ code, name }) => html`<li><a href="/thu-tuc?viec=${code}">${name[language]}</a></li>`)}</ul>`
}
<form action="/tra-cuu" method="get" class="card">
<h2>${t('front.track')}</h2>
<div class="side"><div><label for="so">${t('front.number')}</label>
<input id="so" name="so" autocomplete="off" spellcheck="false" required maxlength="40" placeholder="H57.28.07-211229-0017" aria-describedby="so-hint"></div>
<div><label for="ma">${t('front.code')}</label>
<input id="ma" name="ma" autocomplete="off" spellcheck="false" required maxlength="20" placeholder="8K3F9T2M"></div></div>
<p class="hint" id="so-hint">${t('front.trackHint')}</p>
<button class="second">${t('front.trackButton')}</button>
</form>
<h2>${t('front.doors')}</h2>
<p class="doors"><a class="button second" href="/app/">${t('front.citizen')}</a><a class="button second" href="/staff/">${t('front.staff')}</a></p>
<p class="notice">${t('front.call')} <a href="tel:${hotline.number}">${hotline.shown}</a>. ${t('front.free')}</p>`
  }
})

export const frontModule: Module = { name: 'front', routes: [], pages: [front], texts, jobs: [] }
