/** A photograph made fit to be sent: small enough for a thin line, its letters still sharp. */
import { type Judgement, judge } from './judge.ts'

const longestSide = 1_600
/** A page of print at this size can be read and printed; a phone's own picture is twenty times as large. */
const wanted = 180_000
const qualities = [0.82, 0.7, 0.58, 0.46]

export type Taken = { file: Blob; judgement: Judgement }

type Source = { drawable: CanvasImageSource; width: number; height: number }

/** Draws once at the size to be sent, judges those very pixels, and takes the best quality that is small enough. */
async function take({ drawable, width, height }: Source): Promise<Taken> {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser draws no pictures.')
  context.drawImage(drawable, 0, 0, canvas.width, canvas.height)
  const judgement = judge(context.getImageData(0, 0, canvas.width, canvas.height))
  let file: Blob | undefined
  for (const quality of qualities) {
    file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality)).then(
      (blob) => blob ?? undefined
    )
    if (file && file.size <= wanted) break
  }
  if (!file) throw new Error('This browser writes no JPEG.')
  return { file, judgement }
}

/** What stands before the camera now. */
export const takeFrame = (video: HTMLVideoElement): Promise<Taken> =>
  take({ drawable: video, width: video.videoWidth, height: video.videoHeight })

/** A picture that was chosen; rejects what this browser cannot read as one. */
export async function takePicture(file: Blob): Promise<Taken> {
  const bitmap = await createImageBitmap(file)
  try {
    return await take({ drawable: bitmap, width: bitmap.width, height: bitmap.height })
  } finally {
    bitmap.close()
  }
}

/** How the frame looks at this moment, for a word beside it while one aims. Small and quick: it is asked several times a second. */
export function judgeFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): Judgement | undefined {
  if (video.videoWidth === 0) return undefined
  const scale = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight))
  canvas.width = Math.round(video.videoWidth * scale)
  canvas.height = Math.round(video.videoHeight * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.drawImage(video, 0, 0, canvas.width, canvas.height)
  return judge(context.getImageData(0, 0, canvas.width, canvas.height))
}
