import { call } from '@motcua/ui/call.ts'
import { useQuery } from '@tanstack/react-query'
import { listProposals } from '../../contract.ts'

export const useProposals = () =>
  useQuery({
    queryKey: ['proposals'],
    queryFn: ({ signal }) => call(listProposals, { signal }),
    refetchInterval: 60_000
  })

/** How many proposals of others wait for this administrator; nothing where none does. */
export function ProposalCount() {
  const count = useProposals().data?.toDecide
  return count ? String(count) : ''
}
