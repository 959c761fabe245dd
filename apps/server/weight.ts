import { brotliCompressSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** Bytes after compression. What is read over a thin line is paid for by whoever can afford it least. */
export type Limits = { shell: number; screen: number; form: number }

/** A phone on a thin line opens the app in a few seconds; each further screen is there before one wonders. */
export const citizenLimits: Limits = { shell: 150_000, screen: 30_000, form: 15_000 }

/** One file of a build, with what it needs and, where it is the beginning of a screen, from which source. */
export type Piece = {
  name: string
  bytes: number
  kind: 'entry' | 'screen' | 'other'
  imports: string[]
  /** Whether it draws forms. */
  form?: boolean
}

/** What of a build weighs more than it may: the shell with its styles, each screen with all it fetches besides, the form renderer. */
export function tooHeavy(pieces: Piece[], limits: Limits): string[] {
  const byName = new Map(pieces.map((piece) => [piece.name, piece]))
  const closure = (from: string[], known = new Set<string>()): Set<string> => {
    for (const name of from) {
      if (known.has(name)) continue
      known.add(name)
      closure(byName.get(name)?.imports ?? [], known)
    }
    return known
  }
  const weigh = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + (byName.get(name)?.bytes ?? 0), 0)
  const shell = closure(pieces.filter(({ kind }) => kind === 'entry').map(({ name }) => name))
  const beyond = (names: string[]) => [...closure(names)].filter((name) => !shell.has(name))
  const forms = pieces.filter(({ form, name }) => form && !shell.has(name)).map(({ name }) => name)
  const weighed = [
    { what: 'the shell', bytes: weigh(shell), most: limits.shell },
    { what: 'the form renderer', bytes: weigh(forms), most: limits.form },
    ...pieces
      .filter(({ kind }) => kind === 'screen')
      .map(({ name }) => ({ what: `the screen ${name}`, bytes: weigh(beyond([name])), most: limits.screen }))
  ]
  return weighed
    .filter(({ bytes, most }) => bytes > most)
    .map(({ what, bytes, most }) => `${what} weighs ${bytes} bytes compressed, more than ${most}`)
}

/** Fails a build that is heavier than its limits. */
export const weighing = (limits: Limits): Plugin => ({
  name: 'weighing',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const faults = tooHeavy(Object.values(bundle).flatMap(piecesOf), limits)
    if (faults.length > 0) this.error(`The web app is too heavy: ${faults.join('; ')}.`)
  }
})

function piecesOf(output: Rolldown.OutputChunk | Rolldown.OutputAsset): Piece[] {
  if (output.type === 'asset')
    return output.fileName.endsWith('.css')
      ? [{ name: output.fileName, bytes: compressed(output.source), kind: 'entry', imports: [] }]
      : []
  // A library fetched for one act (a QR code, the pages of a PDF) is no screen: it comes when it is asked for.
  const screen = output.isDynamicEntry && /\/web\/citizen\/[^/]+\.tsx$/.test(output.facadeModuleId ?? '')
  return [
    {
      name: output.fileName,
      bytes: compressed(output.code),
      kind: output.isEntry ? 'entry' : screen ? 'screen' : 'other',
      imports: output.imports,
      form: output.moduleIds.some((id) => /\/ui\/(forms|controls)\//.test(id))
    }
  ]
}

const compressed = (contents: string | Uint8Array): number => brotliCompressSync(contents).length
