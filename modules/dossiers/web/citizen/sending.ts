/** The one act in which a draft leaves the device. */
import { keptAnswers } from '@motcua/kernel/rules/form'
import { demandsFile, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { uploadFile } from '@motcua/ui/files/upload.ts'
import { type Filing, sendDossier, supplyDossier } from '../../contract.ts'
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
  const body = JSON.stringify(draft.supplies === undefined ? filing : { answers, papers })
  // Another body under an old key would be refused; the id of the dossier still keeps it from being filed twice.
  const attempt = draft.attempt?.body === body ? draft.attempt : { key: newKey(), body }
  sending.change({ attempt, owner: sending.person })
  const { key } = attempt
  try {
    if (draft.supplies === undefined) await call(sendDossier, { body: filing, key })
    else await call(supplyDossier, { params: { id: draft.supplies }, body: { answers, papers }, key })
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'exists')) throw error
  }
  await dropDraft(id)
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
    const file = await readFile(id, paper.sha256)
    if (!file)
      throw new Problem({
        status: 0,
        code: 'file.gone',
        fields: [{ field: `papers.${paper.code}`, code: 'file.gone', text: paper.name }]
      })
    await uploadFile(file, { sha256: paper.sha256 })
    arrived.set(paper.sha256, { ...paper, sentBy: person })
    change({ papers: all.map((one) => arrived.get(one.sha256) ?? one) })
  }
  return papers.map((paper) => arrived.get(paper.sha256) ?? paper)
}
