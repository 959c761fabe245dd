import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

type Read = { title: string; pages: string[]; width: number; height: number; left: number; right: number }

/** What a reader sees of a PDF, page by page: the texts from top to bottom, spaces as one, without the breaks put into long words. */
export async function readPaper(bytes: Uint8Array): Promise<Read> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  const pages: string[] = []
  const first = await document.getPage(1)
  const { width, height } = first.getViewport({ scale: 1 })
  let left = width
  let right = 0
  for (let i = 1; i <= document.numPages; i++) {
    const { items } = await (await document.getPage(i)).getTextContent()
    const texts = items.filter((item) => 'str' in item)
    for (const { transform, width: length, str } of texts) {
      if (!str.trim() || transform[1] !== 0) continue // a mark set at a slant may cross the margins
      left = Math.min(left, transform[4])
      right = Math.max(right, transform[4] + length)
    }
    pages.push(
      texts
        .map(({ str, hasEOL }) => str + (hasEOL ? ' ' : ''))
        .join('')
        .replaceAll('\u200b', '')
        .replace(/\s+/g, ' ')
    )
  }
  const { info } = (await document.getMetadata()) as { info: { Title?: string } }
  await task.destroy()
  return { title: info.Title ?? '', pages, width, height, left, right }
}
