import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
type Pair = { light: string; dark: string }
const colours = new Map<string, Pair>(
  [...css.matchAll(/--([\w-]+): var\(--light, (#\w{6})\) var\(--dark, (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! }
  ])
)

/** Contrast of two colours as WCAG 2.2 reckons it: 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

/** What stands on what, and how much contrast it needs: text 4.5, our own aim for dark 7, the edge of a control 3. */
const demands: [text: string, ground: string, light: number, dark: number][] = [
  ['ink', 'paper', 7, 7],
  ['ink', 'card', 7, 7],
  ['ink', 'tim-tint', 7, 7],
  ['muted', 'paper', 4.5, 7],
  ['muted', 'card', 4.5, 7],
  ['muted', 'tim-tint', 4.5, 4.5],
  ['link', 'paper', 4.5, 7],
  ['link', 'card', 4.5, 7],
  ['tim', 'card', 4.5, 7],
  ['tim', 'tim-tint', 4.5, 4.5],
  ['on-tim', 'tim', 7, 7],
  ['on-header', 'header', 7, 7],
  ['border', 'card', 3, 3],
  ['border', 'paper', 3, 3],
  ...(['ok', 'soon', 'late', 'stopped'] as const).flatMap((tone): [string, string, number, number][] => [
    [tone, `${tone}-tint`, 4.5, 7],
    [tone, 'card', 4.5, 7],
    ['ink', `${tone}-tint`, 7, 7]
  ])
]

test('every text is readable on its ground, in light and in dark', () => {
  for (const [text, ground, light, dark] of demands) {
    const [one, other] = [colours.get(text), colours.get(ground)]
    assert.ok(one && other, `${text} or ${ground} is no colour of tokens.css`)
    const said = `${text} on ${ground}`
    assert.ok(contrast(one.light, other.light) >= light, `${said}: ${contrast(one.light, other.light).toFixed(2)}`)
    assert.ok(contrast(one.dark, other.dark) >= dark, `${said}, dark: ${contrast(one.dark, other.dark).toFixed(2)}`)
  }
})

test('contrast is reckoned as in the standard', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
  assert.ok(contrast('#8a8194', '#e3dee8') < 3)
})
