import { type Static, type TSchema, Type } from 'typebox'
import { states } from '../rules/states.ts'

/** Kinds of person a permission can name. What a person may see of others' rows is decided by office, not here. */
export const roles = [
  'citizen',
  'officer',
  'specialist',
  'leader',
  'centre',
  'inspector',
  'auditor',
  'administrator'
] as const
export type Role = (typeof roles)[number]

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One endpoint as a value: the server mounts it, the browser calls it, OpenAPI is printed from it. */
export type Endpoint<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema
> = {
  name: string
  method: Method
  url: string
  summary: string
  /** Who may call it: roles, or anyone, signed in or not. */
  may: readonly Role[] | 'anyone'
  params: Params
  query: Query
  body: Body
  reply: Reply
  example: Static<Reply>
  /** Which cases a reply shows, and how: written into the log of reading by `serve`. Demanded of every reply with personal data. */
  shows?: { how: 'opened' | 'listed' | 'searched'; cases: (reply: Static<Reply>) => string[] }
  /** The body, or the reply, is a file and not JSON; at most so many bytes. */
  receivesFile?: { maxBytes: number }
  sendsFile?: true
  /** The reply is a stream of server-sent events that lasts; `reply` is the schema of what one of them carries. */
  sendsEvents?: true
  /** A POST that only asks, because its question does not fit an address. Without this, everything but GET writes. */
  writes?: false
  /** The address holds a hash of what it names: whoever read it once need never ask again. Only of what anyone may read. */
  immutable?: true
  /** The reply is the same for whoever asks: compressed once for all, and not sent again to whoever has it. Only of what anyone may read. */
  forAll?: true
}

const Nothing = Type.Object({}, { additionalProperties: false })

type Given<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> = Omit<
  Endpoint<P, Q, B, R>,
  'params' | 'query' | 'body'
> & { params?: P; query?: Q; body?: B }

/** Declares an endpoint; parts left out are empty. */
export function endpoint<
  R extends TSchema,
  P extends TSchema = typeof Nothing,
  Q extends TSchema = typeof Nothing,
  B extends TSchema = typeof Nothing
>(given: Given<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return { params: Nothing as TSchema as P, query: Nothing as TSchema as Q, body: Nothing as TSchema as B, ...given }
}

export const isWrite = ({ method, writes }: Endpoint): boolean => writes ?? method !== 'GET'

/** A file as a reply: its bytes, or a stream that is opened when they leave. The browser gets it as an attachment that cannot run in our origin. */
export type FileReply = { mediaType: string; name: string } & (
  | { bytes: Uint8Array }
  | { size: number; open: () => AsyncIterable<Uint8Array> }
)

export const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'uuid, lower case'
})
export const Moment = Type.String({ format: 'date-time', description: 'ISO 8601 with zone' })
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, Asia/Ho_Chi_Minh' })
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal' })
export const Text = Type.Object({ vi: Type.String(), en: Type.String() })
/** One of these words. */
export const oneOf = <Word extends string>(words: readonly Word[]) =>
  Type.Unsafe<Word>({ type: 'string', enum: [...words] })
export const StateName = oneOf(states)
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** What every refusal looks like: RFC 9457, with the fields at fault. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  fields: Type.Array(Type.Object({ field: Type.String(), code: Type.String(), text: Type.String() }))
})
export type Problem = Static<typeof Problem>
