/** The one act in which a draft leaves the device. */
import { keptAnswers } from '@motcua/kernel/rules/form'
import { readPhone } from '@motcua/kernel/rules/identity'
import { demandsFile, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { uploadFile } from '@motcua/ui/files/upload.ts'
import { type Filing, sendDossier, sendPhotos, supplyDossier } from '../../contract.ts'
import { type Draft, type DraftPaper, dropDraft } from './drafts.ts'
import { readFile } from './files.ts'

type Sending = {
  person: string
  change: (part: Partial<Draft>) => void
  onFile: (number: number, of: number) => void
}

/**
 * Sends the files that have not arrived yet, then the dossier, or what completes one. Whoever tries again repeats the same command; once
 * it has arrived the draft is gone from the device.
 */
export async function sendDraft(draft: Draft, procedure: Procedure, today: string, sending: Sending): Promise<void> {
  const wanted = new Set(
    requiredPapers(procedure, draft.answers, today)
      .filter(demandsFile)
      .map(({ code }) => code)
  )
  const toSend = draft.supplies === undefined ? draft.papers.filter(({ code }) => wanted.has(code)) : draft.papers
  const papers = (await sendFiles(draft, toSend, sending)).map(({ code, sha256, name }) => ({ code, sha256, name }))
  const answers = keptAnswers(procedure.form, draft.answers, today)
  const { id, version, onBehalfOf } = draft
  const filing: Filing = { id, procedure: draft.procedure, version, answers, papers, onBehalfOf }
  const { supplies } = draft
  if (supplies === undefined) await sendOnce(draft, filing, sending, (key) => call(sendDossier, { body: filing, key }))
  else {
    const body = { answers, papers, ...(await sendMessage(draft, sending)) }
    await sendOnce(draft, body, sending, (key) => call(supplyDossier, { params: { id: supplies }, body, key }))
  }
}

/** The same for photographs of which an officer makes the form. */
export async function sendPhotoDraft(draft: Draft, sending: Sending): Promise<void> {
  const photos = (await sendFiles(draft, draft.papers, sending)).map(({ sha256, name }) => ({ sha256, name }))
  const { commune = '', phone, names, note } = draft.photoFiling ?? {}
  const body = {
    id: draft.id,
    procedure: draft.procedure,
    commune,
    phone: readPhone(phone ?? ''),
    names: names?.trim() ?? '',
    ...(note?.trim() ? { note: note.trim() } : {}),
    photos
  }
  await sendOnce(draft, body, sending, (key) => call(sendPhotos, { body, key }))
}

async function sendOnce(
  { id, attempt: last }: Draft,
  contents: object,
  { person, change }: Sending,
  send: (key: string) => Promise<unknown>
): Promise<void> {
  const body = JSON.stringify(contents)
  // Another body under an old key would be refused; the id of the dossier still keeps it from being filed twice.
  const attempt = last?.body === body ? last : { key: newKey(), body }
  change({ attempt, owner: person })
  try {
    await send(attempt.key)
  } catch (error) {
    // It arrived before, unless that was something else: then what was changed since is told to be here still.
    const arrived = error instanceof Problem && error.code === 'exists' && (last?.body ?? body) === body
    if (!arrived) throw error
  }
  await dropDraft(id)
}

/** The recording is stored like a file before it is named; what was not said is left out. */
async function sendMessage({ id, words, voice }: Draft, { person, change }: Sending) {
  if (voice && voice.sentBy !== person) {
    await sendFile(id, voice.sha256, { field: 'voice', text: '' })
    change({ voice: { ...voice, sentBy: person } })
  }
  const text = words?.trim()
  return { ...(text ? { text } : {}), ...(voice ? { voice: { sha256: voice.sha256 } } : {}) }
}

async function sendFile(draft: string, sha256: string, named: { field: string; text: string }): Promise<void> {
  const file = await readFile(draft, sha256)
  if (!file) throw new Problem({ status: 410, code: 'file.gone', fields: [{ ...named, code: 'file.gone' }] })
  await uploadFile(file, { sha256 })
}

/** Stores files under who is signed in; notes after each which have arrived. */
async function sendFiles(
  { id, papers: all }: Draft,
  papers: DraftPaper[],
  { person, change, onFile }: Sending
): Promise<DraftPaper[]> {
  const arrived = new Map<string, DraftPaper>()
  for (const [i, paper] of papers.entries()) {
    if (paper.sentBy === person) continue
    onFile(i + 1, papers.length)
    await sendFile(id, paper.sha256, { field: `papers.${paper.code}`, text: paper.name })
    arrived.set(paper.sha256, { ...paper, sentBy: person })
    change({ papers: all.map((one) => arrived.get(one.sha256) ?? one) })
  }
  return papers.map((paper) => arrived.get(paper.sha256) ?? paper)
}
