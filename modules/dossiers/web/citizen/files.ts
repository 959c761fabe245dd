/** Pictures and papers on this device, by the SHA-256 of their bytes, until they are sent. */
const inMemory = new Map<string, Blob>()

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('motcua', 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore('files'))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('indexedDB')))
  })

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction('files', mode)
      const request = work(transaction.objectStore('files'))
      // Only now is it on the disk: a request succeeds before its transaction does.
      transaction.addEventListener('complete', () => resolve(request.result))
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('indexedDB')))
    })
  } finally {
    database.close()
  }
}

/** False: this device does not let us keep it; it lasts as long as the page. */
export async function keepFile(sha256: string, file: Blob): Promise<boolean> {
  try {
    await inStore('readwrite', (store) => store.put(file, sha256))
    return true
  } catch {
    inMemory.set(sha256, file)
    return false
  }
}

export async function readFile(sha256: string): Promise<Blob | undefined> {
  const held = inMemory.get(sha256)
  if (held) return held
  try {
    return (await inStore('readonly', (store) => store.get(sha256))) as Blob | undefined
  } catch {
    return undefined
  }
}

export async function dropFiles(hashes: string[]): Promise<void> {
  for (const sha256 of hashes) {
    inMemory.delete(sha256)
    await inStore('readwrite', (store) => store.delete(sha256)).catch(() => undefined)
  }
}

export async function hashOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const longestSide = 2000
export const mostBytes = 10_000_000
const taken = ['image/jpeg', 'image/png', 'application/pdf']

/** What can be sent of a chosen file: a photo made smaller (4 MB become about 400 KB, the letters stay sharp), or why it cannot. */
export async function readyToSend(file: File): Promise<Blob | 'kind' | 'size'> {
  const photo = /^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)
  const shrunk = photo ? await shrink(file).catch(() => undefined) : undefined
  const smaller = shrunk && (shrunk.size < file.size || !taken.includes(file.type)) ? shrunk : file
  if (!taken.includes(smaller.type)) return 'kind'
  return smaller.size > mostBytes ? 'size' : smaller
}

async function shrink(file: File): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.82))
}
