import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { buildCitizenWithin } from './web.ts'
import { citizenLimits, type Piece, tooHeavy } from './weight.ts'

const outDir = mkdtempSync(join(tmpdir(), 'motcua-weight-'))
after(() => rmSync(outDir, { recursive: true }))

const limits = { shell: 100, screen: 30, form: 15 }
const piece = (name: string, bytes: number, rest: Partial<Piece> = {}): Piece => ({
  name,
  bytes,
  kind: 'other',
  imports: [],
  ...rest
})

test('the citizen’s app as it stands is within its limits', async () => {
  await buildCitizenWithin(citizenLimits, outDir)
})

test('a build that is heavier than its limits fails, and says what weighs how much', async () => {
  await assert.rejects(buildCitizenWithin({ shell: 1_000, screen: 100, form: 100 }, outDir), (error: Error) => {
    assert.match(error.message, /the shell weighs \d+ bytes compressed, more than 1000/)
    assert.match(error.message, /the form renderer weighs/)
    assert.match(error.message, /the screen assets\/review-[^ ]+ weighs/)
    return true
  })
})

test('the shell is weighed with its styles and all it imports, a screen without what the shell already holds', () => {
  const pieces = [
    piece('main.js', 40, { kind: 'entry', imports: ['react.js'] }),
    piece('react.js', 50),
    piece('app.css', 10, { kind: 'entry' }),
    piece('home.js', 10, { kind: 'screen', imports: ['react.js', 'form.js'] }),
    piece('form.js', 15, { form: true })
  ]
  assert.deepEqual(tooHeavy(pieces, limits), [])
  const heavier = (name: string) => pieces.map((one) => (one.name === name ? { ...one, bytes: one.bytes + 10 } : one))
  assert.deepEqual(tooHeavy(heavier('app.css'), limits), ['the shell weighs 110 bytes compressed, more than 100'])
  assert.deepEqual(tooHeavy(heavier('home.js'), limits), [
    'the screen home.js weighs 35 bytes compressed, more than 30'
  ])
  assert.match(tooHeavy(heavier('form.js'), limits).join(), /the form renderer weighs 25 bytes/)
})
