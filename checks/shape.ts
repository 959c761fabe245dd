import type { Source } from './sources.ts'

const faces = ['README.md', 'contract.ts', 'routes.ts', 'texts.ts', 'package.json']

/** Modules that lack a part of the one shape, or a test beside their verbs. A module opens with its index.ts; before that nobody can use it. */
export function misshapenModules(paths: string[]): string[] {
  const names = new Set(paths.flatMap((path) => /^modules\/([^/]+)\/index\.ts$/.exec(path)?.[1] ?? []))
  return [...names].flatMap((name) => {
    const missing = faces.filter((face) => !paths.includes(`modules/${name}/${face}`))
    const tested = paths.some((path) => new RegExp(`^modules/${name}/[a-z-]+\\.test\\.ts$`).test(path))
    return [
      ...missing.map((face) => `modules/${name} has no ${face}`),
      ...(tested ? [] : [`modules/${name} has no test beside its verbs`])
    ]
  })
}

/** Files that are more than one noun. Data is measured by what it describes, not by its lines, and docs/schema.sql is printed. */
export function longFiles(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => /\.(tsx?|sql|css)$/.test(path) && path !== 'docs/schema.sql')
    .flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length
      const most = /\.test\.tsx?$/.test(path) ? 700 : 500
      return lines > most ? [`${path} has ${lines} lines, more than ${most}`] : []
    })
}

const noNouns = /^(utils?|helpers?|common|misc|shared|libs?|managers?|services?|handlers?)$/i

/** Folders and files named after no noun: `dates/utils.ts`, `date-utils.ts`, `dossier.service.ts`. */
export function roomsWithoutNoun(paths: string[]): string[] {
  return paths.flatMap((path) => {
    const parts = path
      .split('/')
      .map((part, i, all) => (i === all.length - 1 ? part.replace(/(\.test)?\.\w+$/, '') : part))
    const bad = parts.find((part) => noNouns.test(part.split(/[-._]/).at(-1) ?? ''))
    return bad ? [`${path}: ${bad} is no noun of the province`] : []
  })
}

export type TextsByLanguage = Record<'vi' | 'en', Record<string, string>>

/** Keys of one language that the other lacks, and places for values (`{number}`) that differ; `{name}` and `{name_en}` are one place. */
export function unevenTexts(path: string, { vi, en }: TextsByLanguage): string[] {
  const lacking = (name: string, has: object, lacks: object) =>
    Object.keys(has)
      .filter((key) => !(key in lacks))
      .map((key) => `${path}: ${key} is missing in ${name}`)
  const places = (text: string) =>
    [...new Set(text.replaceAll(/_(?:vi|en)\}/g, '}').match(/\{\w+\}/g))].toSorted().join(' ')
  const uneven = Object.entries(vi).flatMap(([key, text]) => {
    const other = en[key]
    return other !== undefined && places(text) !== places(other) ? [`${path}: ${key} has other places in English`] : []
  })
  return [...lacking('English', vi, en), ...lacking('Vietnamese', en, vi), ...uneven]
}
