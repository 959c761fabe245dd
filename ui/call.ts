import { type Endpoint, isWrite, type Problem as ProblemReply } from '@motcua/kernel/contract'
import { uuidV7 } from '@motcua/kernel/rules/numbers'
import type { Static, TSchema } from 'typebox'
import { now } from './clock.ts'
import { noteReached } from './network.ts'

type FieldFault = ProblemReply['fields'][number]
type Given<S extends TSchema, Name extends string> =
  object extends Static<S> ? { [N in Name]?: Static<S> } : { [N in Name]: Static<S> }

/** What a call hands over: parts the endpoint leaves empty may be left out. A file is its bytes instead of a body. */
export type CallInput<E extends Endpoint> = Given<E['params'], 'params'> &
  Given<E['query'], 'query'> &
  Given<E['body'], 'body'> & {
    file?: Blob
    /** The id of the command. Whoever retries a write hands over the same one, and it is done once. */
    key?: string
    /** For a reader who left before the answer came. */
    signal?: AbortSignal
  }

type AnyInput = { params?: object; query?: object; body?: unknown; file?: Blob; key?: string; signal?: AbortSignal }

/** A no, from the server or on the way to it. `offline`, `slow` and `unreadable` are ours; every other code is the server's. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly fields: FieldFault[]
  /** Of a fault of the server's: what a person reads out on the telephone. */
  readonly reference: string | undefined
  constructor(problem: Partial<ProblemReply> & { status: number; code: string }) {
    super(problem.code)
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title ?? ''
    this.detail = problem.detail ?? ''
    this.fields = problem.fields ?? []
    this.reference = /^urn:motcua:error:(\w+)$/.exec(problem.type ?? '')?.[1]
  }
}

/**
 * Whether the same, sent again later, may go through: there was no line, no answer, a guest network's own page, or a server that fails, starts
 * anew or has too much to do. Every other no stays a no.
 */
export const mayPass = (error: unknown): error is Problem =>
  error instanceof Problem && (error.status < 400 || error.status >= 500 || [408, 429].includes(error.status))

/** Whether the server itself says that this is not there for who asks: never, or not any more. */
export const isClosed = (error: unknown): boolean =>
  error instanceof Problem && [403, 404].includes(error.status) && error.code !== 'unreadable'

/** A new key for a thing or a command. */
export const newKey = (): string => uuidV7(now(), crypto.getRandomValues(new Uint8Array(10)))

/** The address of an endpoint with its params and query put in. */
export function addressOf(endpoint: Pick<Endpoint, 'url'>, params: object = {}, query: object = {}): string {
  const values = params as Record<string, unknown>
  const path = endpoint.url.replace(/:([a-z]\w*)/gi, (place, name: string) => {
    const value = values[name]
    if (value === undefined) throw new TypeError(`${endpoint.url} needs ${place}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one))
    }
  }
  const asked = search.toString()
  return asked ? `${path}?${asked}` : path
}

/** A phone in a valley is slow, not gone: an answer is waited for this long. */
export const patienceSeconds = 60

/** Calls one endpoint of the public API, the only way of our web apps to the server. */
export async function call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Static<E['reply']>> {
  return (await send(endpoint, input, readReply)) as Static<E['reply']>
}

/** Calls an endpoint that answers with a PDF. */
export const callForPdf = <E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ArrayBuffer> =>
  send(endpoint, input, readPdf)

async function send<E extends Endpoint, Read>(
  endpoint: E,
  input: CallInput<E>,
  read: (response: Response) => Promise<Read>
): Promise<Read> {
  const { params, query, body, file, key, signal } = input as AnyInput
  // By hand: phones that get no updates any more do not know AbortSignal.any.
  const stop = new AbortController()
  const leave = () => stop.abort()
  let late = false
  const clock = setTimeout(() => {
    late = true
    stop.abort()
  }, patienceSeconds * 1000)
  if (signal?.aborted) stop.abort()
  signal?.addEventListener('abort', leave)
  const hasBody = endpoint.method !== 'GET'
  const address = addressOf(endpoint, params, query)
  try {
    const response = await fetch(address, {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/pdf, application/problem+json',
        'accept-language': document.documentElement.lang || 'vi',
        ...(hasBody ? { 'content-type': file?.type || 'application/json' } : {}),
        ...(isWrite(endpoint) ? { 'idempotency-key': key ?? newKey() } : {})
      },
      ...(hasBody ? { body: file ?? JSON.stringify(body ?? {}) } : {}),
      signal: stop.signal
    })
    noteReached(true)
    return await read(response)
  } catch (error) {
    if (error instanceof Problem) throw error
    if (late) throw new Problem({ status: 0, code: 'slow' })
    // fetch tells every failure below HTTP by the same TypeError: no line, no server, a broken certificate.
    if (error instanceof TypeError) {
      noteReached(false)
      throw new Problem({ status: 0, code: 'offline' })
    }
    throw error
  } finally {
    clearTimeout(clock)
    signal?.removeEventListener('abort', leave)
  }
}

async function readReply(response: Response): Promise<unknown> {
  const kind = response.headers.get('content-type') ?? ''
  return response.ok && kind.startsWith('application/json') ? response.json() : refuse(response, kind)
}

async function readPdf(response: Response): Promise<ArrayBuffer> {
  const kind = response.headers.get('content-type') ?? ''
  return response.ok && kind === 'application/pdf' ? response.arrayBuffer() : refuse(response, kind)
}

async function refuse(response: Response, kind: string): Promise<never> {
  if (kind.startsWith('application/problem+json')) throw new Problem((await response.json()) as ProblemReply)
  // A proxy's own page, or the portal of a guest network that answers 200 with HTML to everything.
  throw new Problem({ status: response.status, code: 'unreadable' })
}
