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

/** Writes what was kept as docs/pictures/NAME.webp, so many beside each other, each so wide. */
export async function writeSheet(name: string, { columns, width }: { columns: number; width: number }): Promise<void> {
  const kept = pictures.splice(0)
  if (kept.length === 0) return
  const page = await browser.newPage()
  const sources = kept.map(({ name, png }) => ({ name, source: `data:image/png;base64,${png.toString('base64')}` }))
  const webp = await page.evaluate(
    async ({ sources, columns, width }) => {
      const images = await Promise.all(sources.map(({ source }) => createImageBitmapOf(source)))
      const heights = images.map((image) => Math.round((image.height * width) / image.width))
      const [gap, caption] = [16, 26]
      const rows = Math.ceil(images.length / columns)
      const rowHeight = Math.max(...heights) + caption + gap
      const canvas = document.createElement('canvas')
      canvas.width = columns * (width + gap) + gap
      canvas.height = rows * rowHeight + gap
      const context = canvas.getContext('2d')!
      context.fillStyle = '#e3dee8'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.font = '16px sans-serif'
      images.forEach((image, i) => {
        const left = gap + (i % columns) * (width + gap)
        const top = gap + Math.floor(i / columns) * rowHeight
        context.fillStyle = '#1f1a24'
        context.fillText(sources[i]?.name ?? '', left, top + 16)
        context.drawImage(image, left, top + caption, width, heights[i] as number)
      })
      return canvas.toDataURL('image/webp', 0.72)

      async function createImageBitmapOf(source: string): Promise<ImageBitmap> {
        const image = new Image()
        image.src = source
        await image.decode()
        return createImageBitmap(image)
      }
    },
    { sources, columns, width }
  )
  await page.close()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(webp.split(',')[1] ?? '', 'base64'))
}
