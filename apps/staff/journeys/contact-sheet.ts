/** Puts pictures of screens on one sheet: drawn by the browser itself, as webp. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { browser } from './province.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures')
const pictures: { name: string; png: Buffer }[] = []

/** Keeps a picture of the screen where PICTURES is set; else a journey takes none. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES) pictures.push({ name, png: await page.screenshot() })
}

/** Writes what was kept as docs/pictures/NAME.webp: rows of pictures of one height, as many in each as its width holds. */
export async function writeSheet(name: string, { width, height }: { width: number; height: number }): Promise<void> {
  const kept = pictures.splice(0)
  if (kept.length === 0) return
  const page = await browser.newPage()
  const sources = kept.map(({ name, png }) => ({ name, source: `data:image/png;base64,${png.toString('base64')}` }))
  const webp = await page.evaluate(
    async ({ sources, width, height }) => {
      const images = await Promise.all(sources.map(({ source }) => createImageBitmapOf(source)))
      const [gap, caption] = [16, 26]
      let [left, row] = [gap, 0]
      const places = images.map((image) => {
        const wide = Math.round((image.width * height) / image.height)
        if (left > gap && left + wide + gap > width) [left, row] = [gap, row + 1]
        const place = { left, top: gap + row * (height + caption + gap), wide }
        left += wide + gap
        return place
      })
      const canvas = document.createElement('canvas')
      canvas.width = width
      canvas.height = gap + (row + 1) * (height + caption + gap)
      const context = canvas.getContext('2d')!
      context.fillStyle = '#e3dee8'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.font = '16px sans-serif'
      images.forEach((image, i) => {
        const { left, top, wide } = places[i] as (typeof places)[number]
        context.fillStyle = '#1f1a24'
        context.fillText(sources[i]?.name ?? '', left, top + 16)
        context.drawImage(image, left, top + caption, wide, height)
      })
      return canvas.toDataURL('image/webp', 0.72)

      async function createImageBitmapOf(source: string): Promise<ImageBitmap> {
        const image = new Image()
        image.src = source
        await image.decode()
        return createImageBitmap(image)
      }
    },
    { sources, width, height }
  )
  await page.close()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(webp.split(',')[1] ?? '', 'base64'))
}
