/** Forms begun on this device. Nothing here leaves it before "Nộp hồ sơ"; a draft is dropped only when it was filed or thrown away. */
import type { Answers, Text } from '@motcua/kernel/rules/form'
import { newKey } from '@motcua/ui/call.ts'
import type { Verdict } from '@motcua/ui/camera/judge.ts'
import { now } from '@motcua/ui/clock.ts'
import { keyFor, makeLocker, onLockers, openLockers, seal, unseal } from '@motcua/ui/device/locker.ts'
import { isShared } from '@motcua/ui/device/shared-phone.ts'
import { openStore, type Sealed, type StoredDraft } from '@motcua/ui/device/store.ts'
import type { ShownFault } from '@motcua/ui/forms/faults.ts'
import { useCallback, useSyncExternalStore } from 'react'
import type { Filing, PaperFile } from '../../contract.ts'
import { type Held, mayShow } from './draft-owner.ts'
import { dropFiles, lockFiles } from './files.ts'
import type { Why } from './why-unsent.ts'

export type DraftPaper = PaperFile & {
  size: number
  mediaType: string
  verdict?: Verdict
  /** Who has it on the server already. */
  sentBy?: string
  /** It lies with this dossier of theirs, and not on the device. */
  from?: string
}

/** What is said instead of written: it lies with the files of the draft. */
type DraftVoice = Pick<DraftPaper, 'sha256' | 'size' | 'mediaType' | 'sentBy'> & { seconds: number }

export type Draft = Held & {
  /** Also the id of the dossier that will come of it: filing twice makes one. */
  id: string
  /** Whoever fills it in does so for another, and says how that one agreed. */
  onBehalfOf?: Filing['onBehalfOf']
  /** The dossier it completes, where it is no new one. */
  supplies?: string
  /** What goes with it for the official who asked: written, spoken, or both. */
  words?: string
  voice?: DraftVoice
  /** Pictures alone, of which an officer makes the form: what goes with them. */
  photoFiling?: { commune?: string; phone?: string; names?: string; note?: string }
  procedure: string
  version: string
  name: Text
  answers: Answers
  papers: DraftPaper[]
  /** The question one was at. */
  at?: string
  startedAt: string
  savedAt: string
  /** The form was renewed since it was begun. */
  changed?: boolean
  /** What the server refused, until it is changed. */
  refused: ShownFault[]
  /** Sent by its maker and not arrived: since when it waits. */
  waitingSince?: string
  /** What came of sending it since, and when it goes off again by itself. */
  tries?: { count: number; why: Why | 'signedOut'; code: string; nextAt: string }
  /** What came back when it was sent by itself; somebody must look. */
  trouble?: string
  /** The command last sent: the same contents are sent again under the same key, so a lost answer files nothing twice. */
  attempt?: { key: string; body: string }
}

/** This visit: one tab, until it is closed. A page that keeps nothing has one of its own each time. */
const visit: string = (() => {
  const begun = newKey()
  try {
    const known = sessionStorage.getItem('visit') ?? begun
    sessionStorage.setItem('visit', known)
    return known
  } catch {
    return begun
  }
})()

/** What is drawn: every draft that could be read. Written through to the device at each change. */
const drafts = new Map<string, Draft>()
/** Those in lockers that no PIN has opened. */
const locked = new Map<string, StoredDraft>()
/** Ids of drafts that this device did not let us keep: they last as long as the page. */
const unkept = new Set<string>()
let loaded = false

const listeners = new Set<() => void>()
let edition = 0
function tell(): void {
  edition++
  for (const listener of listeners) listener()
}
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Other tabs of this app draw the same drafts. */
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('drafts') : undefined

async function load(): Promise<void> {
  try {
    const stored = await (await openStore()).getAll('drafts')
    for (const id of drafts.keys()) if (!unkept.has(id) && !stored.some((one) => one.id === id)) drafts.delete(id)
    locked.clear()
    for (const one of stored) {
      const draft = await read(one)
      if (!draft) {
        locked.set(one.id, one)
        drafts.delete(one.id)
      } else if (!writing.has(one.id)) drafts.set(one.id, draft)
    }
  } catch {
    // Nothing can be kept here: what is in memory is all there is.
  }
  loaded = true
  tell()
}

async function read({ id, locker, body }: StoredDraft): Promise<Draft | undefined> {
  if (locker === undefined) return body as Draft
  const key = keyFor(locker)
  const bytes = key && (await unseal(key, `draft.${id}`, body as Sealed))
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Draft)
}

/** Drafts whose last state is on its way to the disk; of several states in a row only the last is written. */
const writing = new Map<string, Promise<void>>()

async function write(id: string): Promise<void> {
  const draft = drafts.get(id)
  if (!draft) return
  const { owner, visit: begunIn, locker } = draft
  if (isShared() && locker === undefined) {
    unkept.add(id)
    return
  }
  try {
    const key = locker === undefined ? undefined : keyFor(locker)
    if (locker !== undefined && !key) throw new Error('locked')
    const body = key ? await seal(key, `draft.${id}`, new TextEncoder().encode(JSON.stringify(draft))) : draft
    await (await openStore()).put('drafts', { id, owner, visit: begunIn, ...(locker ? { locker } : {}), body })
    unkept.delete(id)
    tabs?.postMessage(id)
  } catch {
    unkept.add(id)
  }
  tell()
}

/** Kept in memory at once, on the device as soon as the write before it is through. */
export function keepDraft(draft: Draft): Promise<void> {
  drafts.set(draft.id, draft)
  tell()
  const underWay = writing.get(draft.id)
  const next = (underWay ?? Promise.resolve()).then(() =>
    drafts.get(draft.id) === draft ? write(draft.id) : undefined
  )
  writing.set(draft.id, next)
  return next.finally(() => {
    if (writing.get(draft.id) === next) writing.delete(draft.id)
  })
}

export async function dropDraft(id: string): Promise<void> {
  drafts.delete(id)
  unkept.delete(id)
  tell()
  await writing.get(id)
  await dropFiles(id)
  await openStore()
    .then((store) => store.delete('drafts', id))
    .catch(() => undefined)
  tabs?.postMessage(id)
}

export const readDraft = (id: string): Draft | undefined => drafts.get(id)
export const allDrafts = (): Draft[] => [...drafts.values()]

/** Begins to hold what this device has kept. Called once, before the first screen is drawn. */
export async function openDrafts(): Promise<void> {
  tabs?.addEventListener('message', () => void load())
  onLockers(() => void load())
  await load()
}

type Person = { person: string | null | undefined }

/** Drafts that whoever stands here may see, the last one touched first. */
export function useDrafts({ person }: Person): Draft[] {
  useSyncExternalStore(listen, () => edition)
  const here = { person, visit, open: openLockers() }
  return allDrafts()
    .filter((draft) => draft.supplies === undefined && mayShow(draft, here))
    .toSorted((one, other) => other.savedAt.localeCompare(one.savedAt))
}

/** How many drafts lie here that only a PIN, or signing out, would show: a number, and nothing of what they are. */
export function useHiddenDrafts({ person }: Person): { locked: number; unowned: number } {
  useSyncExternalStore(listen, () => edition)
  const here = { person, visit, open: openLockers() }
  const unowned = allDrafts().filter((draft) => draft.owner === null && !mayShow(draft, here)).length
  return { locked: locked.size, unowned }
}

export function beginDraft(
  begun: Pick<
    Draft,
    'procedure' | 'version' | 'name' | 'answers' | 'owner' | 'supplies' | 'photoFiling' | 'onBehalfOf'
  > &
    Partial<Pick<Draft, 'id' | 'papers'>>
): Draft {
  const at = now().toISOString()
  const draft: Draft = { id: newKey(), papers: [], ...begun, visit, refused: [], startedAt: at, savedAt: at }
  void keepDraft(draft)
  return draft
}

/** Puts a draft with its pictures behind a PIN: from then on this device holds it only sealed. */
export async function lockDraft(id: string, pin: string): Promise<void> {
  const locker = await makeLocker(pin)
  const draft = readDraft(id)
  if (!draft) return
  await lockFiles(id, locker)
  await keepDraft({ ...draft, locker })
}

/** One draft, kept at every change; undefined while it is looked for, null where there is none for this person. */
export function useDraft(id: string, { person }: Person) {
  useSyncExternalStore(listen, () => edition)
  const found = readDraft(id)
  const shown = found && mayShow(found, { person, visit, open: openLockers() }) ? found : undefined
  const change = useCallback(
    (part: Partial<Draft>) => {
      // From the device, not from what was drawn last: two changes may come between two drawings.
      const before = readDraft(id)
      if (before) void keepDraft({ ...before, ...part, savedAt: now().toISOString() })
    },
    [id]
  )
  const saved = !unkept.has(id)
  const isLocked = locked.has(id)
  return { draft: shown ?? (loaded && person !== undefined ? null : undefined), change, saved, isLocked }
}
