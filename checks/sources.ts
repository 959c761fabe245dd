import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

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

export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
