/** The one act in which a draft leaves the device. */
import { keptAnswers } from '@motcua/kernel/rules/form'
import { demandsFile, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { call, newKey, Problem } from '@motcua/ui/call.ts'
import { type Filing, sendDossier, storeFile } from '../../contract.ts'
import type { Draft, DraftPaper } from './drafts.ts'
import { dropFiles, readFile } from './files.ts'

type Sending = {
  person: string
  change: (part: Partial<Draft>) => void
  onFile: (number: number, of: number) => void
}

/** Sends the files that have not arrived yet, then the dossier. Whoever tries again repeats the same command. */
export async function sendDraft(draft: Draft, procedure: Procedure, today: string, sending: Sending): Promise<void> {
  const wanted = new Set(
    requiredPapers(procedure, draft.answers, today)
      .filter(demandsFile)
      .map(({ code }) => code)
  )
  const papers = await sendFiles(
    draft.papers.filter(({ code }) => wanted.has(code)),
    sending.person,
    sending.onFile,
    (sent) => {
      const arrived = new Map(sent.map((paper) => [paper.sha256, paper]))
      sending.change({ papers: draft.papers.map((paper) => arrived.get(paper.sha256) ?? paper) })
    }
  )
  const filing: Filing = {
    id: draft.id,
    procedure: draft.procedure,
    version: draft.version,
    answers: keptAnswers(procedure.form, draft.answers, today),
    papers: papers.map(({ code, sha256, name }) => ({ code, sha256, name }))
  }
  const body = JSON.stringify(filing)
  // Another body under an old key would be refused; the id of the dossier still keeps it from being filed twice.
  const attempt = draft.attempt?.body === body ? draft.attempt : { key: newKey(), body }
  sending.change({ attempt, owner: sending.person })
  try {
    await call(sendDossier, { body: filing, key: attempt.key })
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'exists')) throw error
  }
  await dropFiles(draft.papers.map(({ sha256 }) => sha256))
}

/** Stores files under who is signed in; tells after each which have arrived. */
export async function sendFiles(
  papers: DraftPaper[],
  person: string,
  onFile: (number: number, of: number) => void,
  onSent: (papers: DraftPaper[]) => void = () => {}
): Promise<DraftPaper[]> {
  const sent = [...papers]
  for (const [i, paper] of papers.entries()) {
    if (paper.sentBy === person) continue
    onFile(i + 1, papers.length)
    const file = await readFile(paper.sha256)
    if (!file)
      throw new Problem({
        status: 0,
        code: 'file.gone',
        fields: [{ field: `papers.${paper.code}`, code: 'file.gone', text: paper.name }]
      })
    await call(storeFile, { params: { sha256: paper.sha256 }, file })
    sent[i] = { ...paper, sentBy: person }
    onSent(sent)
  }
  return sent
}
