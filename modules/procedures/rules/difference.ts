import { saysTheSame } from './same.ts'
import type { Procedure } from '../rules.ts'

type Words = { vi: string; en: string }
type Part =
  | 'about'
  | 'limits'
  | 'papers'
  | 'fees'
  | 'steps'
  | 'refusalGrounds'
  | 'questions'
  | 'rules'
  | 'legal'
  | 'doubts'
/** One place within what was changed: `what` is the key of the data, `was` and `now` are what stands there. */
export type Change = { what: string; was: unknown; now: unknown }
/** One thing that two versions do not have in common; `name` says which. */
export type Difference = { part: Part; how: 'added' | 'removed' | 'changed'; name: Words; changes: Change[] }

const about = [
  'name',
  'shortName',
  'field',
  'level',
  'lifeEvents',
  'alsoCalled',
  'desk',
  'who',
  'ways',
  'immediate',
  'prepare',
  'supplements',
  'afterSupplement',
  'result',
  'retention',
  'declaration',
  'roles',
  'asOf',
  'source'
] as const satisfies (keyof Procedure)[]

/** What a person must know before a version takes the place of another, in the order in which a procedure is read. */
export function differencesBetween(before: Procedure, after: Procedure): Difference[] {
  const same = (text: string): Words => ({ vi: text, en: text })
  const listed = <T extends object>(
    part: Part,
    pick: (procedure: Procedure) => T[],
    key: (each: T) => string,
    name: (each: T) => Words
  ) => {
    const [old, next] = [before, after].map((each) => new Map(pick(each).map((one) => [key(one), one]))) as [
      Map<string, T>,
      Map<string, T>
    ]
    return [
      ...[...next].flatMap(([at, each]): Difference[] => {
        const was = old.get(at)
        if (was === undefined) return [{ part, how: 'added', name: name(each), changes: [] }]
        const changes = changesBetween(was, each)
        return changes.length === 0 ? [] : [{ part, how: 'changed', name: name(each), changes }]
      }),
      ...[...old].flatMap(([at, each]): Difference[] =>
        next.has(at) ? [] : [{ part, how: 'removed', name: name(each), changes: [] }]
      )
    ]
  }
  const whole = (part: Part, what: keyof Procedure): Difference[] =>
    saysTheSame(before[what], after[what])
      ? []
      : [{ part, how: 'changed', name: same(what), changes: [{ what, was: before[what], now: after[what] }] }]
  const rules = [before, after].map(({ form }) => form.rules ?? [])
  return [
    ...about.flatMap((key) => whole('about', key)),
    ...whole('limits', 'limits'),
    ...listed('papers', ({ papers }) => papers, ({ code }) => code, ({ name }) => name),
    ...listed('fees', ({ fees }) => fees, ({ code }) => code, ({ name }) => name),
    ...listed('steps', ({ steps }) => steps, ({ code }) => code, ({ name }) => name),
    ...listed('refusalGrounds', (each) => each.refusalGrounds, ({ code }) => code, ({ text }) => text),
    ...listed('questions', ({ form }) => form.sections.flatMap(({ fields, when }) => fields.map((field) => (when ? { ...field, asked: when } : field))), ({ name }) => name, ({ label }) => label),
    ...(saysTheSame(rules[0], rules[1]) ? [] : [{ part: 'rules' as const, how: 'changed' as const, name: same(''), changes: [] }]),
    ...listed('legal', ({ legal }) => legal, ({ number }) => number, ({ number }) => same(number)),
    ...listed('doubts', ({ doubts }) => doubts, ({ at }) => at, ({ why }) => same(why))
  ] // biome-ignore format: one part after another
}

/** The keys at which two things of one kind differ, with what stood there and what stands there now. */
function changesBetween(was: object, now: object): Change[] {
  const [old, next] = [was, now] as [Record<string, unknown>, Record<string, unknown>]
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((what) => !saysTheSame(old[what], next[what]))
    .map((what) => ({ what, was: old[what] ?? null, now: next[what] ?? null }))
}
