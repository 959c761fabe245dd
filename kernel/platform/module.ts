import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Static } from 'typebox'
import type { Endpoint, FileReply } from '../contract.ts'
import type { Actor, Ctx } from './commands.ts'
import type { Listener } from './listeners.ts'
import type { Page } from './page.ts'

export type Input<E extends Endpoint> = {
  params: Static<E['params']>
  query: Static<E['query']>
  body: Static<E['body']>
}

/** What is at hand before the transaction opens. */
export type Before = {
  /** The folder of files. */
  files: string
  actor: Actor
  now: Date
  /** The body of an endpoint that receives a file: read once, while it arrives. */
  bytes: AsyncIterable<Uint8Array>
}
/** What was taken in before; `drop` clears what the command has not used. */
export type Taken = { drop: (done: boolean) => Promise<void> }

export type Route = {
  endpoint: Endpoint
  take?: (before: Before, input: Input<Endpoint>) => Promise<Taken>
  verb: (ctx: Ctx, input: Input<Endpoint>, taken?: Taken) => Promise<unknown>
}

/** Ties an endpoint to its verb; the compiler holds the verb to the endpoint's schemas. */
export const route = <E extends Endpoint>(
  endpoint: E,
  verb: (ctx: Ctx, input: Input<E>) => Promise<Static<E['reply']>>
): Route => ({ endpoint, verb }) as unknown as Route

/**
 * A route with work that lasts as long as a line is slow or a picture is large: it is done before the transaction opens, so that no
 * connection to the database waits for a telephone.
 */
export const takingRoute = <E extends Endpoint, T extends Taken>(
  endpoint: E,
  take: (before: Before, input: Input<E>) => Promise<T>,
  verb: (ctx: Ctx, input: Input<E>, taken: T) => Promise<Static<E['reply']>>
): Route => ({ endpoint, take, verb }) as unknown as Route

/** A file route answers with a FileReply instead of JSON. */
export const fileRoute = <E extends Endpoint>(
  endpoint: E,
  verb: (ctx: Ctx, input: Input<E>) => Promise<FileReply & Static<E['reply']>>
): Route => ({ endpoint, verb }) as unknown as Route

/** Writes a stream that lasts: `raw` has sent its head. */
export type Stream = (headers: IncomingHttpHeaders, raw: ServerResponse) => void

/** A stream route answers what writes events into the open reply. */
export const streamRoute = <E extends Endpoint>(endpoint: E, verb: (ctx: Ctx) => Promise<Stream>): Route =>
  ({ endpoint, verb }) as unknown as Route

/**
 * Work done again and again by one process at a time. What is too much for one transaction is done in several: a job that says `more` is run
 * again at once.
 */
export type Job = { name: string; everySeconds: number; run: (ctx: Ctx) => Promise<'more' | void> }

export type Texts = { vi: Record<string, string>; en: Record<string, string> }

/** A module's face towards the server. */
export type Module = {
  name: string
  routes: Route[]
  pages: Page[]
  texts: Texts
  jobs: Job[]
  /** What this module does when others, or itself, have told a fact. */
  listeners?: Listener[]
}
