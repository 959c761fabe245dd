import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { OperatorError } from '@motcua/kernel/platform/config'
import { edition } from './editions.ts'

let dist = ''
before(async () => {
  dist = join(await mkdtemp(join(tmpdir(), 'motcua-')), 'dist')
})
after(() => rm(join(dist, '..'), { recursive: true }))

const writes = (text: string) => async (folder: string) => {
  await writeFile(join(folder, 'first'), text)
  await new Promise((resolve) => setImmediate(resolve))
  await writeFile(join(folder, 'second'), text)
}

test('an edition is made once, and again only for other sources', async () => {
  let made = 0
  const make = async (folder: string) => {
    made++
    await writes('x')(folder)
  }
  const one = await edition(dist, 'aaaa', make)
  assert.equal(await edition(dist, 'aaaa', make), one)
  assert.equal(made, 1)
  assert.notEqual(await edition(dist, 'bbbb', make), one)
  assert.equal(made, 2)
})

test('of many that make the same edition at once, each gets a whole one, and no scraps stay', async () => {
  const got = await Promise.all(Array.from({ length: 8 }, (_, i) => edition(dist, 'cccc', writes(String(i)))))
  assert.deepEqual(new Set(got), new Set([join(dist, 'cccc')]))
  assert.equal(await readFile(join(dist, 'cccc/first'), 'utf8'), await readFile(join(dist, 'cccc/second'), 'utf8'))
  assert.deepEqual(
    (await readdir(dist)).filter((name) => name.startsWith('making')),
    []
  )
})

test('a build that fails leaves nothing behind, and the next one succeeds', async () => {
  const breaks = () => Promise.reject(new Error('line 3: unexpected }'))
  await assert.rejects(edition(dist, 'dddd', breaks), /line 3/)
  assert.ok(!(await readdir(dist)).some((name) => name.startsWith('making') || name === 'dddd'))
  await edition(dist, 'dddd', writes('x'))
})

test('a folder that cannot be written is one clear sentence', async () => {
  await writeFile(join(dist, '..', 'file'), '')
  const refused = edition(join(dist, '..', 'file', 'dist'), 'eeee', writes('x'))
  await assert.rejects(
    refused,
    (error) => error instanceof OperatorError && /file\/dist cannot be written/.test(error.message)
  )
})

test('editions of before go, but the last one and those of this hour stay', async () => {
  const old = new Date(Date.now() - 86_400_000)
  for (const name of ['old-1', 'old-2']) {
    await mkdir(join(dist, name))
    await utimes(join(dist, name), old, old)
  }
  await edition(dist, 'ffff', writes('x'))
  const left = await readdir(dist)
  assert.ok(left.includes('dddd') && left.includes('ffff'))
  assert.ok(!left.includes('old-1') && !left.includes('old-2'))
})
