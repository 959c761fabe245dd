import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A file as the rules of the house see it. They take their sources as input, so that a test can hand them a planted break. */
export type Source = { path: string; text: string }

/** The root of the repository: every path that the checks print is relative to it. */
export const root = resolve(import.meta.dirname, '..')

const notOurs = new Set(['node_modules', 'dist', 'var', '.git', '.cache'])

/** Every file below a folder of the repository, without what is installed or built. The walk does not ask git: a source archive has none. */
export function listFiles(below = ''): string[] {
  return readdirSync(join(root, below), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(below, entry.name)
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : listFiles(path)
      return entry.isFile() ? [path] : []
    })
    .toSorted()
}

export function readSource(path: string): Source {
  return { path, text: readFileSync(join(root, path), 'utf8') }
}

/** Tests, and what only tests use: factories (`test-province.ts`), setups, journeys. */
export function isForTests(path: string): boolean {
  return /\.test\.tsx?$|\/journeys\/|\/test-[^/]+\.ts$|testing\.ts$/.test(path)
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
