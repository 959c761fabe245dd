import assert from 'node:assert/strict'
import { test } from 'node:test'
import { literalWords } from './literals.ts'
import { listFiles, readSource } from './sources.ts'

// That each catalogue holds the same keys in both languages is checked in house.test.ts; here, that nothing is said outside them.

test('no screen and no page says a word that is not in a catalogue', () => {
  const sources = listFiles().filter((path) => /\.tsx?$/.test(path) && !path.startsWith('checks/'))
  assert.deepEqual(sources.map(readSource).flatMap(literalWords), [])
})

const said = (path: string, text: string) => literalWords({ path, text }).map((line) => /“(.*)”/.exec(line)?.[1])

test('words in a screen are found: as text, in an expression, in what is read aloud', () => {
  assert.deepEqual(said('a.tsx', 'const A = () => <p>Nộp hồ sơ</p>'), ['Nộp hồ sơ'])
  assert.deepEqual(said('a.tsx', "const A = () => <p>{late ? 'Trễ' : `còn ${n} giờ`}</p>"), ['Trễ', 'còn', 'giờ'])
  assert.deepEqual(said('a.tsx', "const A = () => <p>{ready && 'Xong'}{'Số ' + n}</p>"), ['Xong', 'Số'])
  assert.deepEqual(said('a.tsx', 'const A = () => <img alt="Ảnh" title="x" aria-label={`Tên ${n}`} />'), [
    'Ảnh',
    'x',
    'Tên'
  ])
})

test('words in the markup of a page are found, and where its lines lie', () => {
  assert.deepEqual(said('a.ts', 'html`<p class="late">Trễ hẹn</p>`'), ['Trễ hẹn'])
  assert.deepEqual(said('a.ts', "html`<p class=\"${x ? 'late' : ''}\">${x ? 'Trễ' : t.ok}</p>`"), ['Trễ'])
  assert.deepEqual(said('a.ts', 'html`<input class="a" placeholder="Tên" aria-label="${n} mục">`'), ['Tên', 'mục'])
  assert.match(literalWords({ path: 'a.ts', text: '\n\nhtml`<b>Nộp</b>`' })[0] ?? '', /^a.ts:3 /)
})

test('what nobody reads, what comes from a catalogue, and the name of the product are left alone', () => {
  const kept = [
    '<p className="late" role="alert" lang="vi" id={`q.${path}`}>{t(\'form.next\')} · {label}: 2 × 3</p>',
    "<Icon name={late ? 'late' : 'check'} />",
    '<Link href="/thu-tuc">Một Cửa</Link>'
  ]
  for (const markup of kept) assert.deepEqual(said('a.tsx', `const A = () => ${markup}`), [], markup)
  assert.deepEqual(
    said('a.ts', 'html`<style>p { color: red }</style><!-- why --><a href="/tra-cuu">${t.track}</a>&nbsp;·`'),
    []
  )
  assert.deepEqual(said('a.ts', 'html`<details${many && html` open`}>${rows}</details>`'), [])
  assert.deepEqual(said('a.test.tsx', 'const A = () => <p>Nộp</p>'), [])
})
