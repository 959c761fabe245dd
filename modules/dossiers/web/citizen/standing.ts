/** What a dossier's state means for the applicant: its tone, and the sentence that says where it stands. */
import type { State } from '@motcua/kernel/rules/states'
import { formatMoment, type Language } from '@motcua/kernel/rules/text'
import type { Tone } from '@motcua/ui/controls/notice.tsx'
import type { Translate } from '@motcua/ui/texts.ts'
import type { DossierRow, DossierView } from '../../contract.ts'
import type { texts } from './texts.ts'

type Words = Translate<keyof (typeof texts)['vi']>

const aWorkingDay = 8 * 3_600_000

const tones: Record<State, Tone> = {
  registered: 'none',
  received: 'ok',
  refused: 'late',
  processing: 'ok',
  awaiting_supplement: 'stopped',
  awaiting_payment: 'stopped',
  withdrawn: 'none',
  stopped: 'late',
  decided: 'ok',
  returned: 'none'
}

export const waitsForCitizen: readonly State[] = ['awaiting_supplement', 'awaiting_payment', 'decided']
export const isRunning: readonly State[] = ['registered', 'received', 'processing']

/** A running dossier takes the tone of its clock, every other that of its state. */
export function toneOf({ state, workingMsLeft }: Pick<DossierRow, 'state' | 'workingMsLeft'>): Tone {
  if (workingMsLeft === null || !['received', 'processing'].includes(state)) return tones[state]
  if (workingMsLeft < 0) return 'late'
  return workingMsLeft < aWorkingDay && state === 'processing' ? 'soon' : 'ok'
}

/** The name of an office on the dossier's way. */
export function officeName(dossier: Pick<DossierView, 'route'>, id: number, language: Language): string {
  const station = dossier.route.find(({ office }) => office === id)
  return (language === 'vi' ? station?.officeVi : station?.officeEn) ?? ''
}

export function sentenceOf(dossier: DossierView, t: Words, language: Language): string {
  const moment = (at: string | null) => (at ? formatMoment(new Date(at), language) : '')
  const { state, outcome, postTo } = dossier
  const key = state !== 'decided' ? state : outcome === 'not_granted' ? 'not_granted' : postTo ? 'posted' : 'decided'
  return t(`now.${key}`, {
    office: officeName(dossier, dossier.office, language),
    holder: officeName(dossier, dossier.holder, language),
    answer: moment(dossier.answerDueAt),
    stopped: moment(dossier.stoppedAt ?? requestOf(dossier)?.at ?? null)
  })
}

export type Request = {
  what: 'supplement' | 'payment'
  at: string
  reason: string
  items: { kind: 'paper' | 'field'; name: string; how: string }[]
  amount?: number
}

/** What the office asks for while the clock stands still. */
export function requestOf({ request }: Pick<DossierView, 'request'>): Request | undefined {
  return request ? ({ items: [], ...request } as unknown as Request) : undefined
}
