import { type Endpoint, isWrite, Problem } from '@motcua/kernel/contract'
import type { TSchema } from 'typebox'

/** The parts of a JSON Schema of an object that its fields are read from. */
type Fields = { properties?: Record<string, TSchema>; required?: string[] }
type Json = Record<string, unknown>

const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
})

/** The interface as OpenAPI 3.1, printed from the endpoints themselves: TypeBox schemas are JSON Schema, which 3.1 takes as it is. */
export function describeApi(
  endpoints: Endpoint[],
  { publicUrl, version }: { publicUrl: string; version: string }
): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = endpoint.url.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Một Cửa',
      version,
      description:
        'Everything the web apps of the province do, they do through these calls. Writes carry an Idempotency-Key and are done once; refusals are application/problem+json (RFC 9457) and name the fields at fault.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem },
      responses: {
        Refused: problem('Refused: the request as it stands cannot be done; detail says why, fields where.'),
        Failed: problem(
          'A fault of the server, or its database is away: the same call with the same key may be sent again.'
        )
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            'Id of this write, a uuid of version 7 made by the caller. Sent again with the same contents it gets the first answer.',
          schema: { type: 'string', format: 'uuid' }
        },
        Language: {
          name: 'Accept-Language',
          in: 'header',
          required: false,
          description: 'Language of the sentences in refusals: Vietnamese, or English when it begins with "en".',
          schema: { type: 'string' }
        }
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'motcua.session_token',
          description: 'Set by the doors under /api/auth; behind https its name begins with __Host-.'
        }
      }
    }
  }
}

export const tagOf = ({ name }: Endpoint): string => name.split('.')[0] as string

function operationOf(endpoint: Endpoint): Json {
  const { name, summary, may, params, query, body, reply, example } = endpoint
  const write = isWrite(endpoint)
  const content = endpoint.sendsFile
    ? { 'application/octet-stream': {} }
    : { [endpoint.sendsEvents ? 'text/event-stream' : 'application/json']: { schema: reply, example } }
  const asked = endpoint.receivesFile
    ? { required: true, content: { 'application/octet-stream': {} } }
    : endpoint.method !== 'GET' &&
      hasFields(body) && { required: true, content: { 'application/json': { schema: body } } }
  return {
    operationId: name,
    tags: [tagOf(endpoint)],
    summary,
    ...(may === 'anyone' ? {} : { description: `May be called by: ${may.join(', ')}.` }),
    security: may === 'anyone' ? [{}, { session: [] }] : [{ session: [] }],
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...(write ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      { $ref: '#/components/parameters/Language' }
    ],
    ...(asked ? { requestBody: asked } : {}),
    responses: {
      [write && endpoint.method === 'POST' ? 201 : 200]: {
        description: endpoint.sendsFile ? 'The file.' : 'Done.',
        content
      },
      '4XX': { $ref: '#/components/responses/Refused' },
      '5XX': { $ref: '#/components/responses/Failed' }
    }
  }
}

const hasFields = (schema: TSchema) =>
  Object.keys((schema as Fields).properties ?? {}).length > 0 || !('properties' in schema)

export function parametersOf(schema: TSchema, place: 'path' | 'query') {
  const { properties = {}, required = [] } = schema as Fields
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: field
  }))
}
