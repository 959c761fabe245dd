import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoint, type Endpoint, isWrite } from '@motcua/kernel/contract'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { modules } from './modules.ts'
import { describeApi } from './openapi.ts'
import { typeOf } from './reference.ts'

const endpoints = modules.flatMap(({ routes }) => routes.map((route) => route.endpoint))
const describe = (some: Endpoint[]) =>
  JSON.parse(JSON.stringify(describeApi(some, { publicUrl: 'https://motcua.example', version: '1.2.3' })))

type Operation = {
  operationId: string
  parameters: { name?: string; in?: string; required?: boolean; schema?: object; $ref?: string }[]
  requestBody?: { content: Record<string, { schema?: object }> }
  responses: Record<string, { description?: string; $ref?: string }>
}
const operationsOf = (document: { paths: Record<string, Record<string, Operation>> }) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation }))
  )

/** What OpenAPI 3.1 demands of a document, as far as ours can break it. */
function faultsOf(document: ReturnType<typeof describe>): string[] {
  const faults: string[] = []
  if (!/^3\.1\.\d+$/.test(document.openapi)) faults.push('openapi is no version 3.1')
  if (!document.info?.title || !document.info.version) faults.push('info lacks title or version')
  const ids = new Set<string>()
  for (const { path, method, operationId, parameters, requestBody, responses } of operationsOf(document)) {
    const here = `${method} ${path}`
    if (!/^(get|put|post|delete|patch)$/.test(method) || !path.startsWith('/'))
      faults.push(`${here}: no such method or path`)
    if (ids.has(operationId)) faults.push(`${here}: ${operationId} twice`)
    ids.add(operationId)
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = parameters.filter((one) => one.in === 'path')
    if (
      places.toSorted().join() !==
      declared
        .map(({ name }) => name)
        .toSorted()
        .join()
    )
      faults.push(`${here}: its path names ${places.join()}, its parameters others`)
    if (declared.some(({ required }) => required !== true))
      faults.push(`${here}: a parameter of the path is not required`)
    const named = parameters.filter(({ $ref }) => !$ref)
    if (named.some((one) => !one.schema || !one.name)) faults.push(`${here}: a parameter without name or schema`)
    if (new Set(named.map((one) => `${one.in} ${one.name}`)).size !== named.length)
      faults.push(`${here}: a parameter twice`)
    if (requestBody && Object.keys(requestBody.content).length === 0) faults.push(`${here}: an empty body`)
    if (!Object.keys(responses).some((status) => /^2\d\d$/.test(status))) faults.push(`${here}: no good answer`)
    for (const [status, answer] of Object.entries(responses))
      if (!answer.$ref && !answer.description) faults.push(`${here}: ${status} without description`)
  }
  return [...faults, ...schemaFaults(document, document, '#')]
}

const types = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']

/** References that lead nowhere, types there are not, required fields that are not declared: anywhere in the document. */
function schemaFaults(part: unknown, document: object, place: string): string[] {
  if (Array.isArray(part)) return part.flatMap((one, i) => schemaFaults(one, document, `${place}/${i}`))
  if (typeof part !== 'object' || part === null) return []
  const { $ref, type, required, properties } = part as Record<string, unknown>
  const faults: string[] = []
  if (typeof $ref === 'string') {
    const found = $ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document)
    if (!$ref.startsWith('#/') || found === undefined) faults.push(`${place}: ${$ref} leads nowhere`)
  }
  if (
    typeof type === 'string' &&
    !place.includes('/securitySchemes/') &&
    !place.includes('/example') &&
    !types.includes(type)
  )
    faults.push(`${place}: there is no type ${type}`)
  if (Array.isArray(required) && properties)
    for (const name of required)
      if (!(name in (properties as object))) faults.push(`${place}: requires ${name} without declaring it`)
  const inner = Object.entries(part).filter(([key]) => key !== 'example')
  return [...faults, ...inner.flatMap(([key, one]) => schemaFaults(one, document, `${place}/${key}`))]
}

test('every endpoint stands in the description, under its own name, and the description keeps the rules of OpenAPI 3.1', () => {
  const document = describe(endpoints)
  assert.deepEqual(faultsOf(document), [])
  const described = operationsOf(document).map(({ operationId, method, path }) => `${operationId} ${method} ${path}`)
  const declared = endpoints.map(
    ({ name, method, url }) => `${name} ${method.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`
  )
  assert.deepEqual(described.toSorted(), declared.toSorted())
})

test('a call that writes demands its key, and every call may be refused with a problem', () => {
  const writing = new Set(endpoints.filter(isWrite).map(({ name }) => name))
  for (const { operationId, parameters, responses } of operationsOf(describe(endpoints))) {
    const keyed = parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey')
    assert.equal(keyed, writing.has(operationId), operationId)
    assert.equal(responses['4XX']?.$ref, '#/components/responses/Refused')
    assert.equal(responses['5XX']?.$ref, '#/components/responses/Failed')
  }
  const { components } = describe(endpoints)
  assert.deepEqual(Object.keys(components.responses.Refused.content), ['application/problem+json'])
  assert.deepEqual(components.schemas.Problem.required, ['type', 'title', 'status', 'code', 'detail', 'fields'])
})

test('every example is a reply that its own schema takes', () => {
  for (const { name, reply, example, sendsFile } of endpoints) {
    if (sendsFile) continue
    const validator = Compile(reply)
    assert.deepEqual(validator.Errors(example), [], name)
  }
})

const odd = endpoint({
  name: 'odd',
  method: 'POST',
  url: '/api/odd/:id',
  summary: 'Odd.',
  may: ['officer'],
  params: Type.Object({ other: Type.String() }),
  reply: Type.Object({ done: Type.Boolean() }),
  example: { done: true }
})

test('the rules find a description that breaks them', () => {
  const document = describe([odd, { ...odd, url: '/api/second' }])
  document.components.schemas.Problem.required.push('gone')
  document.components.schemas.Problem.properties.title.type = 'text'
  document.paths['/api/second'].post.responses['4XX'].$ref = '#/components/responses/Gone'
  document.paths['/api/odd/{id}'].post.responses = {}
  document.openapi = '3.0.0'
  assert.deepEqual(faultsOf(document), [
    'openapi is no version 3.1',
    'post /api/odd/{id}: its path names id, its parameters others',
    'post /api/odd/{id}: no good answer',
    'post /api/second: odd twice',
    'post /api/second: its path names , its parameters others',
    '#/paths//api/second/post/responses/4XX: #/components/responses/Gone leads nowhere',
    '#/components/schemas/Problem: requires gone without declaring it',
    '#/components/schemas/Problem/properties/title: there is no type text'
  ])
})

test('a schema is written for people in the notation of TypeScript', () => {
  const schema = Type.Object({
    id: Type.String({ description: 'uuid' }),
    state: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Null()]),
    rows: Type.Array(Type.Object({ count: Type.Integer() })),
    note: Type.Optional(Type.String())
  })
  assert.equal(
    typeOf(schema),
    `{
  id: string /* uuid */
  state: "open" | "closed" | null
  rows: Array<{
    count: number
  }>
  note?: string
}`
  )
})
