import { useOfficial } from '@motcua/ui/staff/session.tsx'
import type { DossierRow } from '../../contract.ts'

/** Where a dossier opens that was looked for by its number: handed back where its result lies here, else shown as it stands. */
export function useHrefOf(): (row: Pick<DossierRow, 'id' | 'state' | 'holder'>) => string {
  const { appointments } = useOfficial()
  const desks = appointments.filter(({ role }) => role === 'officer').map(({ office }) => office)
  return ({ id, state, holder }) =>
    state === 'decided' && desks.includes(holder) ? `/tra-ket-qua/${id}` : `/ho-so/${id}`
}
