import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { openPresses, renderPaper } from './papers.ts'
import { readPaper } from './platform/paper-testing.ts'
import type { Refusal } from './platform/refusal.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-papers-'))
after(() => rmSync(folder, { recursive: true }))

/** A template that sets one text, as narrow as a column of a form. */
function aTemplate(body = '#data.text', name = 'paper'): URL {
  const path = join(folder, `${name}.typ`)
  writeFileSync(
    path,
    `#let data = json("/data.json")
#set document(title: data.text, date: datetime(year: 2021, month: 12, day: 29, hour: 2, minute: 5, second: 0))
#set page(paper: "a4", margin: 30mm)
#set text(font: "Tinos", fallback: false, lang: "vi")
${body}`
  )
  return pathToFileURL(path)
}
const template = aTemplate()
const print = (text: string) => renderPaper(template, { text })
const textOf = async (bytes: Uint8Array) => (await readPaper(bytes)).pages.join(' ').trim()

test('the same template and data give the same bytes, from whichever press and however often', async () => {
  const one = Buffer.from(await print('Giấy hẹn'))
  const others = await Promise.all(Array.from({ length: 12 }, (_, i) => print(i % 2 ? `khác ${i}` : 'Giấy hẹn')))
  others.forEach((other, i) => assert.equal(one.equals(Buffer.from(other)), i % 2 === 0))
})

test('a paper is made for archives: PDF/A-2b, its font inside', async () => {
  const text = Buffer.from(await print('Giấy hẹn')).toString('latin1')
  assert.match(text, /^%PDF-1\.7/)
  assert.match(text, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B/)
  assert.match(text, /\/FontFile/)
})

const hostile = {
  'an expression': '#eval("1+1") #panic() #read("/etc/passwd") #{ 1 + 1 }',
  markup: '*đậm* _nghiêng_ = đề mục - dòng + số / hạn: $x^2$ `mã` <nhãn> @nguồn // chú thích /* */ ~ -- ---',
  escapes: '\\ \\# \\u{41} " \' ]) }',
  'an include': '#include "/data.json" #import "x.typ": *',
  'braces of a string': '"}) #text(red)[x] #let data = 1'
}
for (const [what, text] of Object.entries(hostile))
  test(`${what} in a text is printed as it stands`, async () => {
    assert.equal(await textOf(await print(text)), text.replace(/\s+/g, ' '))
  })

test('letters composed and decomposed print the same paper', async () => {
  const text = 'Nguyễn Thị Thuỳ – Hương Thuỷ'
  assert.deepEqual(await print(text.normalize('NFD')), await print(text))
})

test('signs that turn or hide a text are left out', async () => {
  assert.equal(await textOf(await print('Trần\u202e Văn\u200f \u2066Nam\ufeff\u0007')), 'Trần Văn Nam')
})

test('a word without an end breaks inside the margins', async () => {
  for (const word of ['x'.repeat(2_000), 'ễ'.repeat(500), '\u0065\u0302\u0303'.repeat(300), 'W'.repeat(300)]) {
    const { right, width, pages } = await readPaper(await print(word))
    assert.ok(right <= width - 84, `ends at ${right} of ${width}`)
    assert.equal(pages.join('').replaceAll(' ', ''), word.normalize('NFC'))
  }
})

test('a sign that the font lacks does not keep a paper from being printed', async () => {
  assert.match(await textOf(await print('Chị Hoa 😀 漢字, 12 Chi Lăng')), /^Chị Hoa .*, 12 Chi Lăng$/)
})

test('a template at fault fails without telling the texts of the paper', async () => {
  const broken = aTemplate('#panic(data.text)', 'broken')
  await assert.rejects(renderPaper(broken, { text: 'Nguyễn Thị Hoa' }), (error: Error) => {
    assert.match(error.message, /broken\.typ cannot be printed/)
    assert.doesNotMatch(error.message, /Hoa/)
    return true
  })
  assert.equal(await textOf(await print('sau đó vẫn in')), 'sau đó vẫn in')
})

test('whoever is asked to wait too long is told, and the next paper is printed by another press', async () => {
  const slow = aTemplate('#for i in range(3000) { for j in range(300) { let x = calc.sin(i * j) } }', 'slow')
  await assert.rejects(renderPaper(slow, { text: '' }, { patienceMs: 1 }), (refused: Refusal) => {
    assert.deepEqual([refused.status, refused.code], [503, 'paper.late'])
    return true
  })
  assert.equal(await textOf(await print('tờ kế tiếp')), 'tờ kế tiếp')
})

test('a press gives way to a new one after its papers, and nobody notices', async () => {
  const render = openPresses({ most: 2, papersEach: 3 })
  const many = await Promise.all(Array.from({ length: 20 }, (_, i) => render(template, { text: `tờ ${i % 4}` })))
  assert.equal(new Set(many.map((bytes) => Buffer.from(bytes).toString('base64'))).size, 4)
})
