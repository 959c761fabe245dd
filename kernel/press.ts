import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/** A process that prints: Typst works synchronously, and would hold up everybody else's answer in the server's own. */
export type Order = { template: string; data: object; pictures: Record<string, string> }
export type Answer = { bytes: Uint8Array } | { fault: string }

const fonts = ['Regular', 'Italic', 'Bold'].map((style) =>
  readFileSync(new URL(`./fonts/Tinos-${style}.ttf`, import.meta.url))
)

// One compiler for each folder of templates; it keeps the fonts, and reads a template once.
const compilers = new Map<string, NodeCompiler>()

function compilerOf(workspace: string): NodeCompiler {
  const known = compilers.get(workspace)
  if (known) return known
  const made = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] })
  compilers.set(workspace, made)
  return made
}

function print({ template, data, pictures }: Order): Answer {
  const room = dirname(template)
  const compiler = compilerOf(room)
  // A file and not an input of the compiler: measured, half as fast again, since what templates import stays known.
  compiler.mapShadow(join(room, 'data.json'), Buffer.from(JSON.stringify(data, (_key, value) => printable(value))))
  for (const [name, svg] of Object.entries(pictures)) compiler.mapShadow(join(room, name), Buffer.from(svg))
  const compiled = compiler.compile({ mainFilePath: template })
  try {
    const { result } = compiled
    if (!result) return { fault: faultOf(compiled.takeDiagnostics()?.shortDiagnostics) }
    return { bytes: archived(compiler, result) }
  } finally {
    compiler.resetShadow()
    // The words that stand on every paper are laid out for the next one too, a sixth of the work; all else would only grow.
    compiler.evictCache(1)
  }
}

/** PDF/A-2b, for archives; where a sign has no picture in the font, which that standard forbids, a plain PDF with a box in its place. */
function archived(compiler: NodeCompiler, document: Parameters<NodeCompiler['pdf']>[0]): Uint8Array {
  try {
    return compiler.pdf(document, { pdfStandard: 'a-2b' })
  } catch {
    return compiler.pdf(document)
  }
}

/** Composed letters; no sign that turns the direction of writing or cannot be seen; a very long word may break. */
function printable(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}|\p{Cs}|\p{Bidi_Control}|[\u00ad\u2060\ufeff]/gu, '')
    .replace(/\S{24}(?=[^\s\p{M}])/gu, '$&\u200b')
}

/** What went wrong, without the texts of the paper: they are somebody's, and this line goes to the log. */
const faultOf = (diagnostics: unknown): string => JSON.stringify(diagnostics ?? []).replace(/`.*?`|\\".*?\\"/g, '…')

process.on('message', (order: Order) => process.send?.(print(order)))
process.on('disconnect', () => process.exit())
