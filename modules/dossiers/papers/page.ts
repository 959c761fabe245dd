import { type Html, html, type Language, page } from '@motcua/kernel'
import { formatMoment } from '@motcua/kernel/rules/text'
import { checkPapers, type Checked, type CheckedPaper } from './checking.ts'
import { pageTexts } from './page-texts.ts'

const words = (language: Language) => (key: keyof (typeof pageTexts)['vi']) => pageTexts[language][key]

/** P4 “Kiểm tra giấy tờ”: genuine or not, by number and code or by the hash of a file; no script, no name. */
export const checking = page('/kiem-tra', async (ctx, { query, language }) => {
  const t = words(language)
  const { so = '', ma = '' } = query
  const typedHash = (query.tep ?? '').slice(0, 200)
  const sha256 = typedHash.replace(/[\s\u200b]/g, '').toLowerCase()
  const malformed = sha256 !== '' && !/^[0-9a-f]{64}$/.test(sha256)
  const asked = so !== '' || ma !== '' || sha256 !== ''
  const found = asked && !malformed ? await checkPapers(ctx, { number: so, code: ma, sha256 }) : undefined
  const form = html`
    <form action="/kiem-tra" method="get" class="card">
      <h2>${t('byNumber')}</h2>
      <label for="so">${t('number')}</label>
      <input id="so" name="so" value="${so}" maxlength="60" autocomplete="off" spellcheck="false" placeholder="H57.28.07-211229-0017">
      <label for="ma">${t('code')}</label>
      <input id="ma" name="ma" value="${ma}" maxlength="60" autocomplete="off" spellcheck="false" placeholder="8K3F9T2M">
      <p class="hint">${t('where')}</p>
      <h2>${t('byFile')}</h2>
      <label for="tep">${t('hash')}</label>
      <input id="tep" name="tep" value="${typedHash}" maxlength="200" autocomplete="off" spellcheck="false" aria-describedby="tep-hint">
      <p class="hint" id="tep-hint">${t('hashHow')} <code>${t('hashWindows')}</code>, <code>${t('hashElsewhere')}</code>.</p>
      <button>${t('check')}</button>
    </form>`
  return {
    title: t('title'),
    status: malformed ? 400 : asked && !found ? 404 : 200,
    body: html`
      <h1>${t('title')}</h1>
      ${malformed && html`<p class="notice late" role="alert">${t('hashForm')}</p>`}
      ${found ? verdict(found, sha256 !== '', language) : asked && !malformed && unknown(t('unknown'), language)}
      ${form}
      <p class="notice">${t('withoutNetwork')} <a href="tel:19001075">1900&nbsp;1075</a>.</p>`
  }
})

function verdict(found: Checked, fileAsked: boolean, language: Language): Html {
  const t = words(language)
  const vi = language === 'vi'
  const file = found.papers.find(({ isFile }) => isFile)
  if (fileAsked && !file) return html`${unknown(t('fileUnknown'), language)}${papersOf(found, language)}`
  const revoked = file ? file.standing === 'revoked' : found.papers.some(({ standing }) => standing === 'revoked')
  const word = found.papers.length === 0 ? 'none' : revoked ? 'revoked' : 'genuine'
  const tone = word === 'genuine' ? 'ok' : word === 'revoked' ? 'late' : 'stopped'
  const sign = word === 'genuine' ? '✓' : word === 'revoked' ? '✕' : '–'
  return html`
    <section class="card" role="status">
      <p class="state ${tone}"><strong><span aria-hidden="true">${sign}</span> ${t(`verdict.${word}`)}</strong></p>
      <p>${t(`why.${word}`)}</p>
      <dl>
        <dt>${t('number')}</dt><dd>${found.number}</dd>
        <dt>${t('procedure')}</dt><dd>${vi ? found.procedureVi : found.procedureEn}</dd>
        <dt>${t('initials')}</dt><dd>${found.initials}</dd>
      </dl>
    </section>${papersOf(found, language)}`
}

const unknown = (why: string, language: Language) => html`
  <section class="card" role="alert">
    <p class="state late"><strong><span aria-hidden="true">✕</span> ${words(language)('verdict.unknown')}</strong></p>
    <p>${why}</p>
  </section>`

function papersOf({ papers, dueAt }: Checked, language: Language): Html | false {
  const t = words(language)
  const line = (paper: CheckedPaper) => html`
    <li><strong>${t(`kind.${paper.kind}`)}</strong>${paper.isFile && html` (${t('thisFile')})`}<br>
      ${t('issued')} ${language === 'vi' ? paper.officeVi : paper.officeEn}, ${formatMoment(new Date(paper.issuedAt), language)}<br>
      ${t(`standing.${paper.standing}`)}${paper.standing === 'changed' && dueAt && html` ${t('dueNow')} ${formatMoment(new Date(dueAt), language)}.`}</li>`
  return papers.length > 0 && html`<section class="card"><h2>${t('papers')}</h2><ul>${papers.map(line)}</ul></section>`
}
