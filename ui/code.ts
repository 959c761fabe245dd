/**
 * The code of a screen comes when it is first opened, over a line that may be bad. A browser remembers, until the page is loaded anew, which
 * module it could not fetch, also one that another imports: so nothing is imported before all its files have come.
 */
import { noteReached } from './network.ts'

/** Files of the app that did not come. */
export class NotFetched extends Error {
  /** The server has them no more: a new edition of the app has taken the place of this one. */
  readonly gone: boolean
  constructor(status: number) {
    super(`code ${status}`)
    this.gone = status === 404
  }
}

type Import = <Code>(load: () => Promise<Code>, files?: string[]) => Promise<Code>

/** What came with the page itself. */
export const filesOfThePage = (): string[] =>
  [...document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')].map(({ href }) => new URL(href).pathname)

/**
 * Stands in the build where Vite would put its own preloading: `files` are what `load` imports, all told, below `base`; those that are here
 * already are not asked for.
 */
export function importingFrom(base: string, loaded: string[] = []): Import {
  const here = new Set(loaded.map((path) => path.slice(base.length)))
  const bring = async (file: string): Promise<void> => {
    if (here.has(file)) return
    let status = 0
    try {
      const response = await fetch(base + file)
      status = response.status
      // Read to its end: only a whole file is kept, and the import takes it from there.
      await response.arrayBuffer()
      if (!response.ok) throw new NotFetched(status)
    } catch (error) {
      if (error instanceof NotFetched) throw error
      noteReached(false)
      throw new NotFetched(0)
    }
    here.add(file)
  }
  return async (load, files = []) => {
    // To the end of each: what has come over a bad line need not come again.
    const brought = await Promise.allSettled(files.map(bring))
    const failed = brought.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    return load()
  }
}
