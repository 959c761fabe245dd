import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { makeFonts } from './make-fonts.ts'

test('the fonts that papers are set in are those of the package, made without hints', () => {
  for (const [name, bytes] of Object.entries(makeFonts())) {
    const kept = readFileSync(new URL(name, import.meta.url))
    assert.ok(kept.equals(bytes), `${name} is not what make-fonts.ts makes: run it again.`)
  }
})
