/** Forms begun on this device. Nothing here leaves it before "Nộp hồ sơ"; a draft is dropped only when it was filed or thrown away. */
import type { Answers, Text } from '@motcua/kernel/rules/form'
import { newKey } from '@motcua/ui/call.ts'
import { now } from '@motcua/ui/clock.ts'
import type { ShownFault } from '@motcua/ui/forms/faults.ts'
import { useCallback, useState, useSyncExternalStore } from 'react'
import type { PaperFile } from '../../contract.ts'

export type DraftPaper = PaperFile & { size: number; mediaType: string; sentBy?: string }

export type Draft = {
  /** Also the id of the dossier that will come of it: filing twice makes one. */
  id: string
  /** Whoever was signed in when it was sent; null while it belongs to the device. */
  owner: string | null
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
  /** The command last sent: the same contents are sent again under the same key, so a lost answer files nothing twice. */
  attempt?: { key: string; body: string }
}

const prefix = 'draft.'
/** Where the browser keeps nothing (some in-app browsers), drafts last as long as the page. */
const inMemory = new Map<string, Draft>()

function parse(text: string | null): Draft | undefined {
  if (text === null) return undefined
  try {
    return JSON.parse(text) as Draft
  } catch {
    return undefined
  }
}

function storage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

export const readDraft = (id: string): Draft | undefined =>
  inMemory.get(id) ?? parse(storage()?.getItem(prefix + id) ?? null)

/** False: this device does not let us keep it. */
export function keepDraft(draft: Draft): boolean {
  try {
    localStorage.setItem(prefix + draft.id, JSON.stringify(draft))
    inMemory.delete(draft.id)
    return true
  } catch {
    inMemory.set(draft.id, draft)
    return false
  } finally {
    tell()
  }
}

export function dropDraft(id: string): void {
  inMemory.delete(id)
  storage()?.removeItem(prefix + id)
  tell()
}

/** Those of the device and of this person, the last one touched first. */
function listDrafts(person: string | undefined): Draft[] {
  const kept = storage()
  const ids = Array.from({ length: kept?.length ?? 0 }, (_, i) => kept?.key(i) ?? '')
  const stored = ids.filter((key) => key.startsWith(prefix)).map((key) => parse(kept?.getItem(key) ?? null))
  return [...stored, ...inMemory.values()]
    .filter((draft): draft is Draft => draft !== undefined && (draft.owner === null || draft.owner === person))
    .toSorted((one, other) => other.savedAt.localeCompare(one.savedAt))
}

const listeners = new Set<() => void>()
let edition = 0
function tell(): void {
  edition++
  for (const listener of listeners) listener()
}
const listen = (listener: () => void) => {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

export function useDrafts(person: string | undefined): Draft[] {
  useSyncExternalStore(listen, () => edition)
  return listDrafts(person)
}

export function beginDraft(begun: Pick<Draft, 'procedure' | 'version' | 'name' | 'answers'>): Draft {
  const at = now().toISOString()
  const draft: Draft = { ...begun, id: newKey(), owner: null, papers: [], refused: [], startedAt: at, savedAt: at }
  keepDraft(draft)
  return draft
}

/** One draft, kept at every change. */
export function useDraft(id: string) {
  const [draft, setDraft] = useState(() => readDraft(id))
  const [saved, setSaved] = useState(true)
  const change = useCallback(
    (part: Partial<Draft>) => {
      // From the device, not from what was drawn last: two changes may come between two drawings.
      const before = readDraft(id)
      if (!before) return
      const next = { ...before, ...part, savedAt: now().toISOString() }
      setSaved(keepDraft(next))
      setDraft(next)
    },
    [id]
  )
  return { draft, change, saved }
}
