import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { build } from 'vite'
import { fetchedFirst } from './fetched-first.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-app-'))
after(() => rmSync(folder, { recursive: true }))

/** A web app of one screen that is fetched when it is opened. */
function anApp(name: string, screen: string): Promise<unknown> {
  const root = join(folder, name)
  mkdirSync(root)
  writeFileSync(join(root, 'index.html'), '<script type="module" src="./main.js"></script>')
  writeFileSync(join(root, 'main.js'), `document.onclick = () => import('./screen.js')`)
  writeFileSync(join(root, 'screen.js'), screen)
  writeFileSync(join(root, 'screen.css'), 'p { color: red }')
  return build({ root, logLevel: 'silent', plugins: [fetchedFirst], build: { minify: false } })
}

test('a screen’s code is fetched by our own loader', async () => {
  const { output } = (await anApp('plain', `document.title = 'x'`)) as { output: { code?: string }[] }
  assert.ok(output.some(({ code }) => code?.includes('NotFetched')))
})

test('a screen that brings styles of its own is no build: nobody would put them into the page', async () => {
  await assert.rejects(anApp('styled', `import './screen.css'`), /Styles outside the shell: .*screen.*\.css/)
})
