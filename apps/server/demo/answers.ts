import type { Answer, Answers } from '@motcua/kernel/rules/form'
import { dayOf, momentOf } from '@motcua/kernel/rules/calendar'
import type { Procedure } from '@motcua/procedures/rules'
import type { Citizen } from './cast.ts'

/** A form filled in once, as somebody would on that day. */
export type Sample = { filledOn: string; answers: Answers }

/**
 * The form as this citizen fills it in on another day, at the desk of their own commune: their name, number, telephone and address, and
 * every day as far from the filing as in the sample, so that ages and limits still fit together.
 */
export function answersOf(procedure: Procedure, sample: Sample, citizen: Citizen, day: string): Answers {
  const { roles } = procedure
  const days = Math.round(
    (momentOf(day, '00:00').getTime() - momentOf(sample.filledOn, '00:00').getTime()) / 86_400_000
  )
  const own = new Map<Answer | undefined, Answer>()
  const name = citizen.person.name.toUpperCase()
  own.set(sample.answers[roles.applicantName], name)
  if (roles.applicantId) own.set(sample.answers[roles.applicantId], citizen.personalId)
  if (roles.applicantPhone) own.set(sample.answers[roles.applicantPhone], citizen.phone)
  own.delete(undefined)
  const desk = new Set(procedure.desk.map(({ address }) => address))
  const move = (value: Answer, field = ''): Answer => {
    if (own.has(value)) return own.get(value) as Answer
    if (desk.has(field) && typeof value === 'string') return citizen.commune
    if (typeof value === 'string') return shifted(value, days)
    if (Array.isArray(value)) return value.map((each) => move(each))
    if (typeof value !== 'object' || value === null) return value
    const object = Object.fromEntries(Object.entries(value).map(([part, given]) => [part, move(given)]))
    return (desk.has(field) || field === roles.applicantAddress) && 'commune' in object
      ? { ...object, commune: citizen.commune, line: citizen.line }
      : object
  }
  return Object.fromEntries(
    Object.entries(sample.answers).map(([field, value]) => [
      field,
      value === undefined ? undefined : move(value, field)
    ])
  )
}

/**
 * Days move along, and months by whole months, rather too far back than too little: what must be told since a birthday is told from before
 * it. Years alone stay, and so does every other text.
 */
function shifted(text: string, days: number): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayOf(new Date(momentOf(text, '12:00').getTime() + days * 86_400_000))
  if (!/^\d{4}-\d{2}$/.test(text)) return text
  const months = Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1 + Math.floor(days / 30.4375)
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
