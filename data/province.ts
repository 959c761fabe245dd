import { readdirSync, readFileSync } from 'node:fs'
import type { OrganisationTables } from '@motcua/kernel/import'
import { readTable } from '@motcua/kernel/rules/table'
import type { Procedure } from '@motcua/procedures/rules'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The tables of data/organisations, for importOrganisations. */
export const organisationTables = (): OrganisationTables => ({
  province: read('organisations/province.tsv'),
  communes: read('organisations/communes-2021.tsv'),
  successors: read('organisations/communes-successors.tsv'),
  newCommunes: read('organisations/communes-2025.tsv'),
  kinds: read('organisations/office-kinds.tsv'),
  posts: read('organisations/posts.tsv'),
  offices: read('organisations/offices.tsv')
})

/** Invented people, for importOfficials and importCitizens of a demonstration. */
export const officialsTable = (): string => read('people/officials.tsv')
export const citizensTable = (): string => read('people/citizens.tsv')

/** The parts of invented names, each with how common it is. */
export function nameParts(): Map<string, [string, number][]> {
  const parts = new Map<string, [string, number][]>()
  for (const { part, name, weight } of readTable(read('people/names.tsv'), ['part', 'name', 'weight']))
    parts.set(part, [...(parts.get(part) ?? []), [name, Number(weight)]])
  return parts
}

/** The procedures as published; each in force with the structure of offices it names. */
export const publishedProcedures = (): { procedure: Procedure; from: string }[] =>
  readdirSync(new URL('procedures/', import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => ({ procedure: JSON.parse(read(`procedures/${name}`)), from: '2021-07-01' }))

export type Trade = { code: string; name_vi: string; name_en: string; conditional: boolean }

/** Level-4 trades, for importIndustries. */
export const trades = (): Trade[] =>
  readTable(read('procedures/industries.tsv'), ['code', 'name_vi', 'name_en', 'condition']).map((row) => ({
    code: row.code,
    name_vi: row.name_vi,
    name_en: row.name_en,
    conditional: row.condition !== ''
  }))

/** What happens in a life, for importLifeEvents. */
export const lifeEvents = (): { code: string; name_vi: string; name_en: string }[] =>
  readTable(read('procedures/life-events.tsv'), ['code', 'name_vi', 'name_en'])

/** Several procedures that follow from one event of life, for importBundles. */
export const bundles = (): {
  code: string
  event: string
  name_vi: string
  name_en: string
  what_vi: string
  what_en: string
  procedures: string[]
}[] =>
  readTable(read('procedures/bundles.tsv'), [
    'code',
    'event',
    'name_vi',
    'name_en',
    'what_vi',
    'what_en',
    'procedures'
  ]).map((row) => ({ ...row, procedures: row.procedures.split(' ') }))

/** What the street says and the catalogue does not, for importSearchWords. */
export const searchWords = (): { said: string; meant: string }[] =>
  readTable(read('search-words.tsv'), ['said', 'meant'])
