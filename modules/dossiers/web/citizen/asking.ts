/** What the citizen's screens ask the server. */
import { readMe } from '@motcua/kernel/contract'
import { listAreas, listIndustries, openProcedure, openVersion } from '@motcua/procedures/contract'
import { call, Problem } from '@motcua/ui/call.ts'
import { today } from '@motcua/ui/clock.ts'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listMyDossiers, openDossier, promiseOf } from '../../contract.ts'

const anHour = 3_600_000

export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => call(readMe, { signal }),
    staleTime: 60_000,
    meta: { keep: 'person' }
  })

/** Whose drafts may be shown here: nobody's in particular while nobody is signed in; not known while it is asked. */
export function usePerson(): { person: string | null | undefined } {
  const { data, error } = useMe()
  // Without a line and without a memory nobody is signed in.
  return { person: data ? (data.person?.id ?? null) : error ? null : undefined }
}

/** The person who may file here, or undefined: an official's account files nothing as a citizen. */
export function useCitizen() {
  const { data } = useMe()
  return data?.person && data.roles.includes('citizen') ? data.person : undefined
}

export const useProcedure = (code: string) =>
  useQuery({
    queryKey: ['procedure', code],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(openProcedure, { params: { code }, signal }),
    staleTime: 60_000,
    enabled: code !== ''
  })

export const useVersion = (id: string | undefined) =>
  useQuery({
    queryKey: ['version', id],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(openVersion, { params: { id: id ?? '' }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: id !== undefined
  })

/** Communes and trades to choose from. */
export function useLists() {
  const { language } = useLanguage()
  const areas = useQuery({
    queryKey: ['areas'],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(listAreas, { signal }),
    staleTime: anHour
  })
  const trades = useQuery({
    queryKey: ['industries'],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(listIndustries, { signal }),
    staleTime: anHour
  })
  const lists = useMemo<Lists | undefined>(
    () =>
      areas.data &&
      trades.data && {
        districts: areas.data.districts,
        industries: trades.data.rows.map(({ code, name }) => ({ value: code, label: say(name, language) }))
      },
    [areas.data, trades.data, language]
  )
  const again = () => Promise.all([areas.refetch(), trades.refetch()])
  return { lists, error: areas.error ?? trades.error, again }
}

export const usePromise = (code: string, commune: string | undefined) =>
  useQuery({
    queryKey: ['promise', code, commune],
    meta: { keep: 'everybody' },
    queryFn: ({ signal }) => call(promiseOf, { params: { code }, query: { commune: commune ?? '' }, signal }),
    enabled: commune !== undefined && commune !== ''
  })

export const useMyDossiers = (signedIn: boolean) =>
  useQuery({
    queryKey: ['mine'],
    meta: { keep: 'person' },
    queryFn: ({ signal }) => call(listMyDossiers, { signal }),
    enabled: signedIn
  })

export const useDossier = (id: string) =>
  useQuery({
    queryKey: ['dossier', id],
    queryFn: ({ signal }) => call(openDossier, { params: { id }, signal }),
    meta: { keep: 'person' }
  })

/** Today as the server told it with the form, else by this device. */
export const dayWith = (told: { today: string } | undefined): string => told?.today ?? today()

export const isSignInNeeded = (error: unknown): boolean => error instanceof Problem && error.status === 401
