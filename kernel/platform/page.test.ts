import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { html } from './page.ts'

test('what a person wrote can neither open a tag nor leave an attribute', () => {
  const name = `"><script>alert(1)</script>' onload='x & y`
  assert.equal(
    html`<p title="${name}">${name}</p>`.markup,
    '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onload=&#39;x &amp; y">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onload=&#39;x &amp; y</p>'
  )
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(html`${text}`.markup)))
})

test('markup made by the tag is kept, alone and in lists, and nothing is written for what is absent', () => {
  const rows = ['Sơn Thủy', 'A <Lưới>'].map((commune) => html`<li>${commune}</li>`)
  assert.equal(html`<ul>${rows}</ul>`.markup, '<ul><li>Sơn Thủy</li><li>A &lt;Lưới&gt;</li></ul>')
  assert.equal(html`[${undefined}${null}${false}${0}${''}]`.markup, '[0]')
})
