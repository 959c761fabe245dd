/** Pictures and papers of drafts on this device, by the SHA-256 of their bytes, until they are sent. */
import { keyFor, seal, unseal } from '@motcua/ui/device/locker.ts'
import { isShared } from '@motcua/ui/device/shared-phone.ts'
import { openStore, type Sealed, type StoredFile } from '@motcua/ui/device/store.ts'

/** What the device did not let us keep lasts as long as the page. */
const inMemory = new Map<string, Blob>()
const nameOf = (draft: string, sha256: string) => `file.${draft}.${sha256}`

/** False: this device does not let us keep it. */
export async function keepFile(draft: string, sha256: string, file: Blob, locker?: string): Promise<boolean> {
  if (isShared() && locker === undefined) {
    inMemory.set(nameOf(draft, sha256), file)
    return false
  }
  try {
    const plain = await file.arrayBuffer()
    const bytes = locker === undefined ? plain : await sealedIn(locker, nameOf(draft, sha256), plain)
    await (await openStore()).put('files', { draft, sha256, mediaType: file.type, locker, bytes })
    inMemory.delete(nameOf(draft, sha256))
    return true
  } catch {
    inMemory.set(nameOf(draft, sha256), file)
    return false
  }
}

async function sealedIn(locker: string, name: string, bytes: ArrayBuffer): Promise<Sealed> {
  const key = keyFor(locker)
  if (!key) throw new Error('The locker is closed.')
  return seal(key, name, bytes)
}

export async function readFile(draft: string, sha256: string): Promise<Blob | undefined> {
  const held = inMemory.get(nameOf(draft, sha256))
  if (held) return held
  try {
    const stored = await (await openStore()).get('files', [draft, sha256])
    return stored && (await open(stored))
  } catch {
    return undefined
  }
}

async function open({ draft, sha256, mediaType, locker, bytes }: StoredFile): Promise<Blob | undefined> {
  if (locker === undefined) return new Blob([bytes as ArrayBuffer], { type: mediaType })
  const key = keyFor(locker)
  const plain = key && (await unseal(key, nameOf(draft, sha256), bytes as Sealed))
  return plain && new Blob([plain], { type: mediaType })
}

/** Seals what a draft already holds; what this device had not kept it keeps now. */
export async function lockFiles(draft: string, locker: string): Promise<void> {
  const store = await openStore()
  for (const file of await store.getAllFromIndex('files', 'draft', draft)) {
    const plain = await open(file)
    if (plain) await keepFile(draft, file.sha256, plain, locker)
  }
  for (const [name, file] of inMemory) {
    const sha256 = name.split('.').at(-1) ?? ''
    if (name === nameOf(draft, sha256)) await keepFile(draft, sha256, file, locker)
  }
}

export async function dropFile(draft: string, sha256: string): Promise<void> {
  inMemory.delete(nameOf(draft, sha256))
  await openStore()
    .then((store) => store.delete('files', [draft, sha256]))
    .catch(() => undefined)
}

/** All files of a draft. */
export async function dropFiles(draft: string): Promise<void> {
  for (const name of inMemory.keys()) if (name.startsWith(nameOf(draft, ''))) inMemory.delete(name)
  await openStore()
    .then(async (store) => {
      for (const key of await store.getAllKeysFromIndex('files', 'draft', draft)) await store.delete('files', key)
    })
    .catch(() => undefined)
}
