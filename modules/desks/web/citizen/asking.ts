import { call } from '@motcua/ui/call.ts'
import { useQuery } from '@tanstack/react-query'
import { followNumber, openDesk } from '../../contract.ts'

/** Whoever walks to a desk looks every now and then. */
const againMs = 20_000

export const useDesk = (office: number, everyMs = againMs) =>
  useQuery({
    queryKey: ['desk', office],
    queryFn: ({ signal }) => call(openDesk, { params: { office }, signal }),
    refetchInterval: everyMs
  })

export const useNumber = (id: string | undefined) =>
  useQuery({
    queryKey: ['number', id],
    queryFn: ({ signal }) => call(followNumber, { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) =>
      data && (data.past || data.state === 'served' || data.state === 'given_up') ? false : againMs
  })
