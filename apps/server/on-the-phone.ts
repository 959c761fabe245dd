import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Plugin, type Rolldown, transformWithOxc } from 'vite'

/** A library of this size is fetched when it is asked for; no phone carries it in case. */
const mostBytes = 200_000

/** Puts `sw.js` into a build: the app's service worker with the list of the files it keeps on the phone. */
export const onThePhone = (source: string, base: string): Plugin => ({
  name: 'on-the-phone',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    const files = Object.values(bundle).filter(isKept)
    const names = [base, ...files.map(({ fileName }) => base + fileName).toSorted()]
    const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source)
    // The page itself carries no hash of its contents in its name: they count with the names.
    const page = Object.values(bundle).find(({ fileName }) => fileName === 'index.html')
    const name = createHash('sha256')
      .update(names.join('\n'))
      .update(page?.type === 'asset' ? page.source : '')
      .digest('hex')
      .slice(0, 16)
    const edition = `const edition = ${JSON.stringify({ name, files: names })};\n`
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: edition + code })
  }
})

function isKept(output: Rolldown.OutputChunk | Rolldown.OutputAsset): boolean {
  if (output.type === 'chunk') return output.isEntry || output.code.length < mostBytes
  return /\.(css|woff2|svg)$/.test(output.fileName)
}
