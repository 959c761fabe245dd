import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge, type Picture } from './judge.ts'

type Paint = (x: number, y: number) => number

const width = 640
const height = 480

/** Draws, and shakes the hand: each pixel becomes the mean of its neighbours so far away, twice along each axis. */
function picture(paint: Paint, shaken = 0): Picture {
  let light = Float64Array.from({ length: width * height }, (_, i) => paint(i % width, Math.floor(i / width)))
  if (shaken > 0) for (const step of [1, width, 1, width]) light = blurred(light, step, shaken)
  const data = new Uint8ClampedArray(width * height * 4)
  light.forEach((value, i) => data.set([value, value, value, 255], i * 4))
  return { width, height, data }
}

function blurred(light: Float64Array<ArrayBuffer>, step: number, by: number): Float64Array<ArrayBuffer> {
  return light.map((value, i) => {
    let sum = 0
    for (let d = -by; d <= by; d++) sum += light[i + d * step] ?? value
    return sum / (2 * by + 1)
  })
}

const table: Paint = () => 70

/** A sheet with lines of letters, its left upper corner at (left, top). */
const sheet =
  (left: number, top: number, wide = 420, high = 380, paper = 215): Paint =>
  (x, y) => {
    const [u, v] = [x - left, y - top]
    if (u < 0 || v < 0 || u >= wide || v >= high) return table(x, y)
    const inLine = v % 24 > 12 && v % 24 < 20 && u > 30 && u < wide - 30 && v > 30 && v < high - 30
    return inLine && (u + Math.floor(v / 24) * 5) % 9 < 4 ? 40 : paper
  }

const withLamp =
  (paint: Paint, radius: number): Paint =>
  (x, y) =>
    Math.hypot(x - 320, y - 240) < radius ? 255 : paint(x, y)

const verdictOn = (paint: Paint) => judge(picture(paint)).verdict

test('a sheet that lies whole in the frame, in focus and evenly lit, is clear', () => {
  assert.equal(verdictOn(sheet(110, 50)), 'clear')
})

test('a shaken picture is blurred, and the more it was shaken the less sharp', () => {
  const judged = [0, 1, 3, 5].map((shaken) => judge(picture(sheet(110, 50), shaken)))
  const sharpness = judged.map((one) => one.sharpness)
  assert.deepEqual(
    sharpness,
    sharpness.toSorted((one, other) => other - one)
  )
  assert.deepEqual(
    judged.map(({ verdict }) => verdict),
    ['clear', 'clear', 'blurred', 'blurred'],
    sharpness.join(' ')
  )
})

test('a sheet without a letter is blurred: there is nothing to read', () => {
  assert.equal(
    verdictOn((x, y) => (x > 110 && x < 530 && y > 50 && y < 430 ? 180 : 150)),
    'blurred'
  )
})

test('a lamp that burns out part of the sheet is glare; a white scan is none', () => {
  assert.equal(verdictOn(withLamp(sheet(110, 50), 60)), 'glare')
  assert.equal(verdictOn(withLamp(sheet(110, 50), 8)), 'clear', 'a spot smaller than a word')
  assert.equal(verdictOn(sheet(110, 50, 420, 380, 255)), 'clear')
})

test('a sheet that runs over an edge of the frame lacks a corner, on whichever side', () => {
  for (const [left, top] of [
    [-60, 50],
    [290, 50],
    [110, -60],
    [110, 170]
  ] as const) {
    const { verdict, edges } = judge(picture(sheet(left, top)))
    assert.equal(verdict, 'cut', `${left}, ${top}`)
    assert.equal(edges, 1, `${left}, ${top}`)
  }
  assert.equal(judge(picture(sheet(-60, -60))).edges, 2)
})

test('a sheet that fills the whole frame, as from a scanner, is not called cut', () => {
  assert.equal(verdictOn(sheet(-20, -20, 700, 560)), 'clear')
})

test('what is larger than the measure is judged as it would be small', () => {
  const big = 3
  const paint = sheet(110, 50)
  const data = new Uint8ClampedArray(width * height * big * big * 4)
  for (let y = 0; y < height * big; y++)
    for (let x = 0; x < width * big; x++) {
      const light = paint(Math.floor(x / big), Math.floor(y / big))
      data.set([light, light, light, 255], (y * width * big + x) * 4)
    }
  assert.equal(judge({ width: width * big, height: height * big, data }).verdict, 'clear')
})

test('a picture of one colour, or of a few pixels, is judged without a fault', () => {
  assert.equal(
    verdictOn(() => 0),
    'blurred'
  )
  assert.equal(
    verdictOn(() => 255),
    'blurred'
  )
  assert.equal(judge({ width: 3, height: 2, data: new Uint8ClampedArray(24) }).verdict, 'blurred')
})
