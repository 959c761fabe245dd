import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Html, html, type Language, type Module, page } from '@motcua/kernel'
import type { Endpoint } from '@motcua/kernel/contract'
import { fill } from '@motcua/kernel/platform/problem'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { describeApi, parametersOf, tagOf } from './openapi.ts'
import { type TextKey, texts } from './texts.ts'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))

const documentAddress = '/api/openapi.json'

/** The description for machines. */
export function serveOpenApi(app: FastifyInstance, endpoints: Endpoint[], publicUrl: string): void {
  const document = JSON.stringify(describeApi(endpoints, { publicUrl, version }))
  app.get(documentAddress, async (_request, reply) =>
    reply.type('application/json').header('cache-control', 'no-cache').send(document)
  )
}

/** `/api` for people: the same, readable without any program. */
export const referenceModule = (endpoints: Endpoint[]): Module => ({
  name: 'reference',
  routes: [],
  pages: [
    page('/api', async (_ctx, { language }) => {
      const t = words(language)
      const tags = [...new Set(endpoints.map(tagOf))]
      return {
        title: t('api.title'),
        body: html`
<h1>${t('api.title')}</h1>
<p>${t('api.lead')} <a href="${documentAddress}">${documentAddress}</a></p>
<h2>${t('api.rules')}</h2>
<ul>${(['write', 'problem', 'sign', 'language'] as const).map((rule) => html`<li>${t(`api.rule.${rule}`)}</li>`)}</ul>
${tags.map((tag) => html`<h2>${tag}</h2>${endpoints.filter((one) => tagOf(one) === tag).map((one) => described(one, language))}`)}`
      }
    })
  ],
  texts: { vi: {}, en: {} },
  jobs: []
})

const words = (language: Language) => (key: TextKey) => texts[language][key]

function described(endpoint: Endpoint, language: Language): Html {
  const t = words(language)
  const { name, method, url, summary, may, params, query, body, reply, example, receivesFile, sendsFile } = endpoint
  const given = [
    ...parametersOf(params, 'path').map((one) => ({ ...one, place: t('api.path') })),
    ...parametersOf(query, 'query').map((one) => ({ ...one, place: t('api.query') }))
  ]
  const asked = receivesFile
    ? html`<p>${fill(t('api.file'), { max: receivesFile.maxBytes.toLocaleString('vi-VN') })}</p>`
    : method !== 'GET' && html`<pre tabindex="0">${typeOf(body)}</pre>`
  return html`
<details id="${name}" class="card">
<summary><code>${method} ${url}</code><br>${summary}</summary>
<p><strong>${t('api.may')}:</strong> ${may === 'anyone' ? t('api.anyone') : may.map((role) => t(`role.${role}`)).join(', ')}</p>
${
  given.length > 0 &&
  html`<h3>${t('api.params')}</h3>
<table tabindex="0"><thead><tr><th scope="col">${t('api.name')}</th><th scope="col">${t('api.where')}</th><th scope="col">${t('api.form')}</th></tr></thead>
<tbody>${given.map((one) => html`<tr><td><code>${one.name}</code></td><td>${one.place}${one.required && html`, ${t('api.required')}`}</td><td><code>${typeOf(one.schema)}</code></td></tr>`)}</tbody></table>`
}
${asked && html`<h3>${t('api.body')}</h3>${asked}`}
<h3>${t('api.reply')}</h3>
${sendsFile ? html`<p>${t('api.sendsFile')}</p>` : html`<pre tabindex="0">${typeOf(reply)}</pre><h3>${t('api.example')}</h3><pre tabindex="0">${JSON.stringify(example, null, 2)}</pre>`}
</details>`
}

type Described = {
  type?: string
  const?: unknown
  anyOf?: TSchema[]
  items?: TSchema
  properties?: Record<string, TSchema>
  required?: string[]
  description?: string
  format?: string
}

/** A schema in the notation of TypeScript, which most readers of an interface know. */
export function typeOf(schema: TSchema, indent = ''): string {
  const { type, const: only, anyOf, items, properties, required = [], description, format } = schema as Described
  if (only !== undefined) return JSON.stringify(only)
  if (anyOf) return anyOf.map((one) => typeOf(one, indent)).join(' | ')
  if (items) return `Array<${typeOf(items, indent)}>`
  if (properties) {
    const inner = `${indent}  `
    const lines = Object.entries(properties).map(
      ([name, field]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${typeOf(field, inner)}`
    )
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
  }
  if (type === 'object') return 'object'
  const note = description ?? format
  return `${type === 'integer' ? 'number' : (type ?? 'unknown')}${note ? ` /* ${note} */` : ''}`
}
