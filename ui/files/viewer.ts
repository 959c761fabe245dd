/** What a screen and the frame that draws PDF say to each other. The frame has an origin of its own: it can reach nothing but its window. */
export const viewerAddress = '/viewer/'

/** `zoom` 1 fills the width; `turn` in degrees, clockwise. */
export type Pose = { page: number; zoom: number; turn: number }
export type ToViewer =
  | { kind: 'open'; bytes: ArrayBuffer }
  | ({ kind: 'draw' } & Pose)
  | { kind: 'print'; bytes: ArrayBuffer }
export type FromViewer =
  | { kind: 'ready' }
  | { kind: 'opened'; pages: number }
  | { kind: 'drawn'; page: number }
  | { kind: 'printed' }
  | { kind: 'failed' }
  | { kind: 'key'; key: string }
