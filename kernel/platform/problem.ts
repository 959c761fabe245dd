import type { Problem } from '../contract.ts'
import { DatabaseAway } from './db.ts'
import { Refusal } from './refusal.ts'

type Answer = {
  problem: Problem
  /** Of a fault of ours, for the log: where it happened, never what it was about. */
  unexpected?: { error: string; code: string | undefined; constraint: string | undefined; frames: string[] }
  retryAfter?: number
}

/** Turns whatever was thrown into what the person reads: the one place where errors become replies. */
export function problemOf(error: unknown, texts: Record<string, string>, requestId: string): Answer {
  const away = error instanceof DatabaseAway
  const refusal =
    error instanceof Refusal ? error : away ? new Refusal(503, 'unavailable', { seconds: 5 }) : ofFramework(error)
  if (refusal) {
    const { status, code, values, faults } = refusal
    return {
      problem: {
        type: `urn:motcua:${code}`,
        title: texts[`${code}.title`] ?? texts['refused.title'] ?? code,
        status,
        code,
        detail: fill(texts[code] ?? code, values),
        fields: faults.map(({ field, code: fault, values: given }) => ({
          field,
          code: fault,
          text: fill(texts[fault] ?? fault, given ?? {})
        }))
      },
      ...(status === 429 || status === 503 ? { retryAfter: Number(values.seconds ?? 60) } : {}),
      ...(away ? { unexpected: whereOf(error.cause ?? error) } : {})
    }
  }
  // Four letters a person can read out on the telephone; the log holds the same.
  const reference = requestId.replaceAll('-', '').slice(0, 6).toUpperCase()
  return {
    problem: {
      type: `urn:motcua:error:${reference}`,
      title: texts['error.title'] ?? 'error',
      status: 500,
      code: 'error',
      detail: fill(texts.error ?? 'error {reference}', { reference }),
      fields: []
    },
    unexpected: whereOf(error)
  }
}

/** The message stays out: those of the database and of JSON quote what people wrote. */
function whereOf(error: unknown): NonNullable<Answer['unexpected']> {
  const { name, code, constraint, stack } = error as {
    name?: string
    code?: string
    constraint?: string
    stack?: string
  }
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: name ?? typeof error, code, constraint, frames: frames.slice(0, 12).map((line) => line.trim()) }
}

/** Fastify's own refusals of a request that never reached an endpoint. */
function ofFramework(error: unknown): Refusal | undefined {
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal(413, 'input.too_large')
  if (statusCode === undefined || statusCode < 400 || statusCode > 499) return undefined
  return new Refusal(statusCode, statusCode === 415 ? 'input.media_type' : 'input.unreadable')
}

/** Puts values into the {places} of a text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
