import type { Static } from 'typebox'
import type { Endpoint, FileReply } from '../contract.ts'
import type { Ctx } from './commands.ts'
import type { Listener } from './listeners.ts'
import type { Page } from './page.ts'

export type Input<E extends Endpoint> = {
  params: Static<E['params']>
  query: Static<E['query']>
  body: Static<E['body']>
}

export type Route = { endpoint: Endpoint; verb: (ctx: Ctx, input: Input<Endpoint>) => Promise<unknown> }

/** Ties an endpoint to its verb; the compiler holds the verb to the endpoint's schemas. */
export const route = <E extends Endpoint>(
  endpoint: E,
  verb: (ctx: Ctx, input: Input<E>) => Promise<Static<E['reply']>>
): Route => ({ endpoint, verb }) as unknown as Route

/** A file route answers { bytes, mediaType, name } instead of JSON: see FileReply. */
export const fileRoute = <E extends Endpoint>(
  endpoint: E,
  verb: (ctx: Ctx, input: Input<E>) => Promise<FileReply & Static<E['reply']>>
): Route => ({ endpoint, verb }) as unknown as Route

/** Work done again and again by one process at a time. */
export type Job = { name: string; everySeconds: number; run: (ctx: Ctx) => Promise<void> }

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
