/** What this phone keeps, in IndexedDB: drafts, their pictures, the lockers they lie in, and what was last seen of the server. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** Bytes under a key that only a PIN opens. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

/** Drawn up from a PIN; of the PIN itself nothing is kept. */
export type Locker = {
  id: string
  salt: Uint8Array<ArrayBuffer>
  iterations: number
  /** A known word under the key: it opens only with the right PIN. */
  proof: Sealed
  /** Wrong tries since the last right one, and until when none is taken. */
  wrong: number
  closedUntil: number
}

/** A draft as it lies there. What tells whether it may be shown stands outside the seal. */
export type StoredDraft = {
  id: string
  owner: string | null
  visit: string
  locker?: string
  body: Sealed | object
}

export type StoredFile = {
  draft: string
  sha256: string
  mediaType: string
  locker?: string
  bytes: ArrayBuffer | Sealed
}

/** An answer of the server, for when there is no line. `person`: for whose eyes; null for everybody's. */
export type Seen = {
  id: string
  person: string | null
  key: readonly unknown[]
  data: unknown
  at: number
  /** The build of the app that asked. */
  edition: string
}

interface Device extends DBSchema {
  drafts: { key: string; value: StoredDraft }
  files: { key: [string, string]; value: StoredFile; indexes: { draft: string } }
  lockers: { key: string; value: Locker }
  seen: { key: string; value: Seen }
}

export type DeviceStore = IDBPDatabase<Device>

let opening: Promise<DeviceStore> | undefined

/** Rejects where the browser keeps nothing, as some do inside other apps. */
export function openStore(): Promise<DeviceStore> {
  opening ??= openDB<Device>('mot-cua', 1, {
    upgrade(store) {
      store.createObjectStore('drafts', { keyPath: 'id' })
      store.createObjectStore('files', { keyPath: ['draft', 'sha256'] }).createIndex('draft', 'draft')
      store.createObjectStore('lockers', { keyPath: 'id' })
      store.createObjectStore('seen', { keyPath: 'id' })
    },
    // An edition of the app that comes after this one may rebuild the store: it must not wait for a forgotten tab.
    blocking: (_current, _next, event) => {
      opening = undefined
      ;(event.target as IDBDatabase).close()
    },
    terminated: () => {
      opening = undefined
    }
  })
  return opening
}

/** Takes everything off this phone: drafts, pictures, lockers, what was seen, what was chosen. */
export async function wipeDevice(): Promise<void> {
  try {
    const store = await openStore()
    const stores = ['drafts', 'files', 'lockers', 'seen'] as const
    const transaction = store.transaction(stores, 'readwrite')
    await Promise.all([...stores.map((name) => transaction.objectStore(name).clear()), transaction.done])
  } finally {
    localStorage.clear()
    sessionStorage.clear()
  }
}
