/**
 * Says of a photograph of a paper whether it can be read, at once and on the phone: an officer who sends a dossier back for a blurred
 * picture costs its sender days. Pure functions over pixels; the camera, the canvas and the words are elsewhere.
 */

/** What `ImageData` has, so that a test can make one. */
export type Picture = { width: number; height: number; data: Uint8ClampedArray }

/** `cut`: the paper goes on beyond the frame. */
export type Verdict = 'clear' | 'blurred' | 'glare' | 'cut'

export type Judgement = {
  verdict: Verdict
  /** Variance of the Laplacian where there is most to see. */
  sharpness: number
  /** Share of the picture that is burnt out in one place. */
  glare: number
  /** How many of the four edges of the frame the paper runs over. */
  edges: number
}

type Grey = { width: number; height: number; light: Float32Array }

/** The side at which the figures below were found; a larger picture is judged as this small. */
const side = 800
/** Printed letters photographed with a steady hand give 300 and more, shaken ones 20 to 60. */
const sharpEnough = 120
/** A burnt-out spot smaller than this hides a word, not a line. */
const glareAllowed = 0.012
const burntOut = 250
/** Paper and table that differ less are not told apart. */
const leastContrast = 45

export function judge(picture: Picture): Judgement {
  const grey = greyOf(picture)
  const sharpness = sharpnessOf(grey)
  const glare = glareOf(grey)
  const edges = edgesRunOver(grey)
  // Closest first: what is outside the frame cannot be mended by a steadier hand.
  const verdict = edges > 0 ? 'cut' : sharpness < sharpEnough ? 'blurred' : glare > glareAllowed ? 'glare' : 'clear'
  return { verdict, sharpness, glare, edges }
}

/** Lightness, each pixel the mean of a square of the original. */
function greyOf({ width, height, data }: Picture): Grey {
  const scale = Math.max(1, Math.ceil(Math.max(width, height) / side))
  const small = { width: Math.floor(width / scale), height: Math.floor(height / scale) }
  const light = new Float32Array(small.width * small.height)
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++) {
      let sum = 0
      for (let dy = 0; dy < scale; dy++)
        for (let dx = 0; dx < scale; dx++) {
          const at = ((y * scale + dy) * width + x * scale + dx) * 4
          sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
        }
      light[y * small.width + x] = sum / (scale * scale)
    }
  return { ...small, light }
}

const tilesAcross = 8

/** The tiles of a picture, each by its corners; what is left over at the right and below belongs to no tile. */
function* tilesOf({ width, height }: Grey): Generator<{ left: number; top: number; size: number }> {
  const size = Math.max(8, Math.floor(Math.min(width, height) / tilesAcross))
  for (let top = 0; top + size <= height; top += size)
    for (let left = 0; left + size <= width; left += size) yield { left, top, size }
}

/** Of the tiles with most in them: an empty half of a sheet, or a plain table, says nothing about the lens. */
function sharpnessOf(grey: Grey): number {
  const found = [...tilesOf(grey)].map((tile) => laplacianVariance(grey, tile)).toSorted((one, other) => other - one)
  const best = found.slice(0, Math.max(1, Math.round(found.length / 10)))
  return best.reduce((sum, value) => sum + value, 0) / Math.max(1, best.length)
}

function laplacianVariance({ width, height, light }: Grey, tile: { left: number; top: number; size: number }): number {
  let sum = 0
  let squares = 0
  let count = 0
  const [fromY, toY] = [Math.max(1, tile.top), Math.min(height - 1, tile.top + tile.size)]
  const [fromX, toX] = [Math.max(1, tile.left), Math.min(width - 1, tile.left + tile.size)]
  for (let y = fromY; y < toY; y++)
    for (let x = fromX; x < toX; x++) {
      const at = y * width + x
      const value = 4 * light[at]! - light[at - 1]! - light[at + 1]! - light[at - width]! - light[at + width]!
      sum += value
      squares += value * value
      count++
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}

/** A sheet that is white all over was scanned; a spot of white on grey paper is the lamp. */
function glareOf(grey: Grey): number {
  const { width, light } = grey
  const paper = medianOf(light.filter((value) => value > 128))
  if (paper > 240) return 0
  let burnt = 0
  for (const { left, top, size } of tilesOf({ ...grey })) {
    let white = 0
    for (let y = top; y < top + size; y++)
      for (let x = left; x < left + size; x++) if (light[y * width + x]! >= burntOut) white++
    // Scattered white (a frame, a stamp's edge) is not one spot.
    if (white > size * size * 0.25) burnt += white
  }
  return burnt / light.length
}

function medianOf(values: Float32Array): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted()
  return sorted[sorted.length >> 1]!
}

/** The edges of the frame that the paper covers over a tenth of their length. A sheet on all four sides was scanned, or taken so on purpose. */
function edgesRunOver(grey: Grey): number {
  const threshold = otsu(grey.light)
  if (threshold === undefined) return 0
  const { width, height, light } = grey
  const along = (length: number, at: (i: number) => number) => {
    let paper = 0
    for (let i = 0; i < length; i++) if (light[at(i)]! > threshold) paper++
    return paper / length
  }
  const margin = 1
  const covered = [
    along(width, (i) => margin * width + i),
    along(width, (i) => (height - 1 - margin) * width + i),
    along(height, (i) => i * width + margin),
    along(height, (i) => i * width + width - 1 - margin)
  ]
  const over = covered.filter((share) => share > 0.1).length
  return covered.every((share) => share > 0.5) ? 0 : over
}

/** The lightness that parts paper from table best (Otsu 1979); undefined where there is but one of them. */
function otsu(light: Float32Array): number | undefined {
  const histogram = new Float64Array(256)
  for (const value of light) histogram[Math.min(255, Math.round(value))]!++
  const all = light.length
  let total = 0
  for (let i = 0; i < 256; i++) total += i * histogram[i]!
  let best = { between: -1, at: 0, contrast: 0, lighter: 0 }
  let below = 0
  let sumBelow = 0
  for (let i = 0; i < 255; i++) {
    below += histogram[i]!
    sumBelow += i * histogram[i]!
    if (below === 0 || below === all) continue
    const contrast = (total - sumBelow) / (all - below) - sumBelow / below
    const between = below * (all - below) * contrast * contrast
    if (between > best.between) best = { between, at: i, contrast, lighter: (all - below) / all }
  }
  // Letters on a sheet part too, but they are a small share: a table is a large one.
  return best.contrast < leastContrast || best.lighter > 0.93 || best.lighter < 0.05 ? undefined : best.at
}
