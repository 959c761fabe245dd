import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html, type Language } from '@motcua/kernel'
import type { ServerParts } from '@motcua/kernel/platform/http'
import type { FastifyInstance } from 'fastify'
import { type TextKey, texts } from './texts.ts'

/** The places of the header, in their order; each is shown only where a module brings the page. */
const places = ['/thu-tuc', '/tra-cuu', '/noi-nop', '/cach-tinh-ngay-hen'] as const

export const hotline = { shown: '1900\u00a01075', number: '19001075' }

const root = join(import.meta.dirname, '..', '..')
// One set of colours for apps and pages; the pages add their own few rules and use the system's fonts.
const style = ['ui/tokens.css', 'apps/server/pages.css']
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n')
  .replace(/\/\*.*?\*\//gs, '')
  .replace(/:root\[data-.*?\}/gs, '') // choices that only the web apps offer
  .replace(/\s+/g, ' ')
  .replace(/ ?\{ ?/g, '{')
  .replace(/([;,}]) /g, '$1')
  .replace(/: (?!;)/g, ':') // a value of one space is how the colours choose between light and dark
const styleAddress = `/pages.${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`

/** Serves the one stylesheet of the pages, under a name that changes with its contents. */
export function serveStyle(app: FastifyInstance): void {
  app.get(styleAddress, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(style)
  )
}

/** What stands around every public page. `pages` are the addresses that exist. */
export function frameOf({ demo, pages }: { demo: boolean; pages: string[] }): ServerParts['frame'] {
  const known = places.filter((place) => pages.includes(place))
  return ({ title, body, head }, language, address) => {
    const t = (key: TextKey) => texts[language][key]
    const other = language === 'vi' ? 'en' : 'vi'
    const here = address.split('?')[0]
    const link = (place: (typeof places)[number]) =>
      here === place
        ? html`<a href="${place}" aria-current="page">${t(`place.${place}`)}</a>`
        : html`<a href="${place}">${t(`place.${place}`)}</a>`
    return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === 'Một Cửa' ? title : `${title} · Một Cửa`}</title>
<link rel="stylesheet" href="${styleAddress}">
<link rel="icon" href="data:,">
${head}
</head>
<body>
<a class="skip" href="#main">${t('frame.skip')}</a>
<header>
<a class="home" href="/">Một Cửa</a>
<nav aria-label="${t('frame.places')}">${known.map(link)}</nav>
<a class="language" href="${inLanguage(address, other)}" lang="${other}" hreflang="${other}">${t('frame.language')}</a>
</header>
${demo && html`<aside class="demo">${t('frame.demo')} <a href="/demo">${t('frame.demoLink')}</a></aside>`}
<main id="main">
${body}
</main>
<footer>
<p>${t('frame.office')} · ${t('frame.hotline')} <a href="tel:${hotline.number}">${hotline.shown}</a></p>
<p class="muted">${t('frame.law')} <a href="/api">${t('frame.api')}</a></p>
</footer>
</body>
</html>
`
  }
}

/** The same address in the other language, with everything else that was asked. */
function inLanguage(address: string, language: Language): string {
  const [path = '/', query = ''] = address.split('?', 2)
  const asked = new URLSearchParams(query)
  asked.set('lang', language)
  return `${path}?${asked}`
}
