import { parseSync } from 'oxc-parser'
import { lineAt, type Source } from './sources.ts'

export type Import = {
  specifier: string
  line: number
  /** Gone when the program runs: `import type`, or only `type` names between the braces. */
  typeOnly: boolean
  /** `import('…')`: fetched when it is needed, so it closes no circle. */
  lazy: boolean
}

/** All that a TypeScript file imports or passes on. A file that cannot be parsed is an error: a check that skips it would always pass. */
export function importsOf({ path, text }: Source): Import[] {
  const { module, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const found = (specifier: string, at: number, typeOnly: boolean, lazy = false): Import => ({
    specifier,
    line: lineAt(text, at),
    typeOnly,
    lazy
  })
  const imported = module.staticImports.map(({ moduleRequest, entries, start }) =>
    found(moduleRequest.value, start, entries.length > 0 && entries.every((entry) => entry.isType))
  )
  const passedOn = module.staticExports.flatMap(({ entries, start }) => {
    const [first] = entries
    return first?.moduleRequest
      ? [
          found(
            first.moduleRequest.value,
            start,
            entries.every((entry) => entry.isType)
          )
        ]
      : []
  })
  const lazy = module.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const written = text.slice(moduleRequest.start, moduleRequest.end)
    return /^(['"`]).*\1$/s.test(written) ? [found(written.slice(1, -1), start, false, true)] : []
  })
  return [...imported, ...passedOn, ...lazy]
}
