import { isWaiting, useOutbox } from '@motcua/ui/staff/outbox.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useWork } from './queries.ts'

/** How much waits at a place; nothing where nothing waits. */
const shown = (count: number | undefined) => (count ? String(count) : '')

export const WorkCount = () => shown(useWork('mine').data?.counts.mine)
export const AnswerCount = () => shown(useWork('mine').data?.counts.toAnswer)
export const ReturnCount = () => shown(useWork('mine').data?.counts.toReturn)

export function OutboxCount() {
  const { person } = useOfficial()
  return shown(useOutbox().filter((item) => item.owner === person.id && isWaiting(item)).length)
}
