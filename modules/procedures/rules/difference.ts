import { saysTheSame } from './same.ts'
import type { Procedure } from '../rules.ts'

type Words = { vi: string; en: string }
export type Part =
  | 'about'
  | 'limits'
  | 'papers'
  | 'fees'
  | 'steps'
  | 'refusalGrounds'
  | 'questions'
  | 'legal'
  | 'doubts'
/** One thing that two versions do not have in common; `name` says which. */
export type Difference = { part: Part; how: 'added' | 'removed' | 'changed'; name: Words }

/** What a person must know before a version takes the place of another, in the order in which a procedure is read. */
export function differencesBetween(before: Procedure, after: Procedure): Difference[] {
  const same = (text: string): Words => ({ vi: text, en: text })
  const listed = <T>(
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
        if (was === undefined) return [{ part, how: 'added', name: name(each) }]
        return saysTheSame(was, each) ? [] : [{ part, how: 'changed', name: name(each) }]
      }),
      ...[...old].flatMap(([at, each]): Difference[] =>
        next.has(at) ? [] : [{ part, how: 'removed', name: name(each) }]
      )
    ]
  }
  const about = ['name', 'field', 'level', 'ways', 'who', 'result', 'supplements', 'retention', 'desk'] as const
  return [
    ...about
      .filter((key) => !saysTheSame(before[key], after[key]))
      .map((key): Difference => ({ part: 'about', how: 'changed', name: same(key) })),
    ...(saysTheSame(before.limits, after.limits) ? [] : [{ part: 'limits' as const, how: 'changed' as const, name: same('') }]),
    ...listed('papers', ({ papers }) => papers, ({ code }) => code, ({ name }) => name),
    ...listed('fees', ({ fees }) => fees, ({ code }) => code, ({ name }) => name),
    ...listed('steps', ({ steps }) => steps, ({ code }) => code, ({ name }) => name),
    ...listed('refusalGrounds', (each) => each.refusalGrounds, ({ code }) => code, ({ text }) => text),
    ...listed('questions', ({ form }) => form.sections.flatMap(({ fields }) => fields), ({ name }) => name, ({ label }) => label),
    ...listed('legal', ({ legal }) => legal, ({ number }) => number, ({ number }) => same(number)),
    ...listed('doubts', ({ doubts }) => doubts, ({ at }) => at, ({ why }) => same(why))
  ] // biome-ignore format: one part after another
}
