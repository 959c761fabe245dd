/** Which desk is the right one: it follows from the level of the procedure and from the address. */
import { type Procedure, deskAddressOf } from '@motcua/procedures/rules'
import { listOffices } from '@motcua/procedures/contract'
import { call } from '@motcua/ui/call.ts'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { Intake } from './intakes.ts'

export type Desk = Static<typeof listOffices.reply>['rows'][number]

/** `byAddress`: it follows from what was answered, not from where this desk stands. */
export type RightDesk = { desk: Desk; byAddress: boolean }

/** Another desk than this one; undefined where this one is right, or where nothing tells yet. */
export function rightDeskOf(
  procedure: Procedure,
  answers: Intake['answers'],
  today: string,
  { districts }: Lists,
  offices: Desk[],
  mine: Desk | undefined
): RightDesk | undefined {
  const seat = procedure.steps[0]?.seat
  if (!seat || !mine) return undefined
  const commune = deskAddressOf(procedure, answers, today)?.commune
  // What is done while one waits is done wherever one asks.
  if (mine.kind === seat.unit && (procedure.immediate || commune === undefined)) return undefined
  const district = commune
    ? districts.find(({ communes }) => communes.some(({ code }) => code === commune))?.code
    : (
        districts.find(({ code }) => code === mine.area) ??
        districts.find(({ communes }) => communes.some(({ code }) => code === mine.area))
      )?.code
  const desks = offices.filter(({ kind, level }) => kind === seat.unit && level === seat.level)
  const area = { commune, district, province: undefined }[seat.level]
  const desk = seat.level === 'province' ? desks[0] : desks.find((one) => one.area === area)
  return desk && desk.id !== mine.id ? { desk, byAddress: commune !== undefined } : undefined
}

/** The offices of today, and the desk at which this officer takes in. */
export function useDesks() {
  const { appointments } = useOfficial()
  const { data, error, refetch } = useQuery({
    queryKey: ['offices'],
    queryFn: ({ signal }) => call(listOffices, { query: {}, signal }),
    staleTime: 3_600_000
  })
  const offices = data?.rows ?? []
  const held = appointments.find(({ role }) => role === 'officer')?.office
  return { offices, mine: offices.find(({ id }) => id === held), error, again: refetch }
}
