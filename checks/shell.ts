import { gzipSync } from 'node:zlib'

/**
 * What a citizen's browser must load before the first screen: the page, the scripts and styles it names and what those scripts import at
 * once. Compressed, because that is what a telephone in the hills waits for.
 */
export function shellBytes(page: string, read: (path: string) => Uint8Array | string): number {
  const named = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '')
  const seen = new Set<string>()
  let bytes = gzipSync(page).length
  const load = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const content = read(path)
    bytes += gzipSync(content).length
    if (!path.endsWith('.js')) return
    // Static imports of a built chunk stand as `from"./x.js"` or `import"./x.js"`; `import("./x.js")` is fetched later.
    for (const [, file] of String(content).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
      load(`${path.slice(0, path.lastIndexOf('/') + 1)}${file}`)
    }
  }
  for (const path of named) load(path)
  return bytes
}
