/** What the screens ask the server, each question in one place. */
import {
  listAreas,
  listIndustries,
  listProcedures,
  listSearchWords,
  openProcedure,
  openVersion
} from '@motcua/procedures/contract'
import { call } from '@motcua/ui/call.ts'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { findInArchive, listSigners, listWork, openDossier, searchDossiers, type workTabs } from '../../contract.ts'

export type Tab = (typeof workTabs)[number]

const minute = 60_000

/** Asked again every minute: each answer is written into the log of reading, so no more often than a person looks. */
export const useWork = (tab: Tab) =>
  useQuery({
    queryKey: ['work', tab],
    queryFn: ({ signal }) => call(listWork, { query: { tab }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: minute
  })

export const useDossier = (id: string) =>
  useQuery({ queryKey: ['dossier', id], queryFn: ({ signal }) => call(openDossier, { params: { id }, signal }) })

export const useSearch = (q: string) =>
  useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => call(searchDossiers, { query: { q }, signal }),
    enabled: q.length >= 3
  })

export const useProcedures = () =>
  useQuery({
    queryKey: ['procedures'],
    queryFn: ({ signal }) => call(listProcedures, { query: {}, signal }),
    staleTime: 30 * minute
  })

const noWords = { events: [], words: [] }

/** What the street says for what the catalogue says; without it the catalogue's own words are found. */
export const useSearchWords = () =>
  useQuery({
    queryKey: ['search-words'],
    queryFn: ({ signal }) => call(listSearchWords, { signal }),
    staleTime: 60 * minute
  }).data ?? noWords

/** The version in force, to file under. */
export const useProcedure = (code: string) =>
  useQuery({
    queryKey: ['procedure', code],
    queryFn: ({ signal }) => call(openProcedure, { params: { code }, signal }),
    enabled: code !== '',
    staleTime: 30 * minute
  })

/** A published version never changes. */
export const useVersion = (id: string | undefined) =>
  useQuery({
    queryKey: ['version', id],
    queryFn: ({ signal }) => call(openVersion, { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY
  })

/** The short names of procedures by code; a procedure that is no longer in force goes by its code. */
export function useShortNames(): (code: string) => string {
  const { language } = useLanguage()
  const { data } = useProcedures()
  return (code) => {
    const row = data?.rows.find((one) => one.code === code)
    return row ? say(row.shortName, language) : code
  }
}

/** What address and trade fields choose from. */
export function useLists(): { lists: Lists | undefined; error: unknown; again: () => unknown } {
  const { language } = useLanguage()
  const areas = useQuery({
    queryKey: ['areas'],
    queryFn: ({ signal }) => call(listAreas, { signal }),
    staleTime: 60 * minute
  })
  const trades = useQuery({
    queryKey: ['industries'],
    queryFn: ({ signal }) => call(listIndustries, { signal }),
    staleTime: 60 * minute
  })
  const lists = areas.data &&
    trades.data && {
      districts: areas.data.districts,
      industries: trades.data.rows.map(({ code, name }) => ({ value: code, label: say(name, language) }))
    }
  const again = () => Promise.all([areas.refetch(), trades.refetch()])
  return { lists, error: areas.error ?? trades.error, again }
}

/** What lies with earlier dossiers of who stands at the desk. Each answer is a look at them and written down: once for an intake. */
export const useArchive = (procedure: string, whose: { personalId: string; name: string } | undefined) =>
  useQuery({
    queryKey: ['archive', procedure, whose],
    queryFn: ({ signal }) => call(findInArchive, { body: { procedure, personalId: '', name: '', ...whose }, signal }),
    enabled: whose !== undefined,
    staleTime: 10 * minute
  }).data?.rows ?? []

/** Who may sign today what is done while one waits. */
export const useSigners = (wanted: boolean) =>
  useQuery({
    queryKey: ['signers'],
    queryFn: ({ signal }) => call(listSigners, { signal }),
    staleTime: minute,
    enabled: wanted
  })
