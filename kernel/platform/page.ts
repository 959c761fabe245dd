import { splitFigures } from '../rules/text.ts'
import type { Ctx } from './commands.ts'

export type Language = 'vi' | 'en'

/** Markup that is known to be safe. Made by the `html` tag only. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Part = Html | string | number | undefined | null | false | Part[]

/** html`<p>${text}</p>`: texts are escaped, Html and lists of it are kept, undefined, null and false are left out. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((markup, string, i) => markup + write(parts[i - 1]) + string))
}

function write(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (part instanceof Html) return part.markup
  if (Array.isArray(part)) return part.map(write).join('')
  return escapeHtml(String(part))
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] as string)

/** Numbers, days and hours in a text go to the next line as a whole. */
export const unbroken = (text: string): Html =>
  html`${splitFigures(text).map((piece) =>
    typeof piece === 'string'
      ? piece
      : html`<span class="unbroken">${piece.map((part) => html`<span>${part}</span>`)}</span>`
  )}`

export type PageRequest = {
  params: Record<string, string>
  query: Record<string, string>
  language: Language
  /** What the form on it has just done, as its `act` told. */
  told?: Record<string, string>
}

export type PageReply = { title: string; body: Html; status?: number /** Extra part of <head>. */; head?: Html }

/** What the form on a page does, by its fields: a command like any other, under the `key` that stands in the form. */
export type PageAct = (ctx: Ctx, form: Record<string, string>) => Promise<Record<string, string>>

/**
 * A public page: server-rendered, complete without JavaScript. `url` may hold `:name` parameters. A form on it that changes something is
 * posted to the page's own address, and the page is shown again with what its `act` told, as if the form's fields had been asked for.
 */
export type Page = { url: string; render: (ctx: Ctx, request: PageRequest) => Promise<PageReply>; act?: PageAct }

export const page = (url: string, render: Page['render'], act?: PageAct): Page =>
  act ? { url, render, act } : { url, render }
