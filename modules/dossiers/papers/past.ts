import { type Ctx, Refusal } from '@motcua/kernel'
import { Moment, orNull } from '@motcua/kernel/contract'
import type { Answers } from '@motcua/kernel/rules/form'
import { Type } from 'typebox'
import type { StoredPaper, StoredVoice } from '../contract.ts'
import { facts } from '../rules.ts'

const Entry = Type.Object({
  seq: Type.Integer(),
  at: Moment,
  what: Type.String(),
  by: orNull(Type.String()),
  body: orNull(Type.String())
})

/** What an entry of the history tells, with what the dossier held at that moment. */
export type Past = {
  seq: number
  at: Date
  by: string
  body: Record<string, unknown>
  answers: Answers
  papers: StoredPaper[]
  voices: StoredVoice[]
}

/** Facts that bring answers and papers. */
const changing: readonly string[] = [facts.send, facts.takeIn, facts.present, facts.supply]

/** The entries of one kind, each with the dossier as it was then: what a paper is drawn from, today and in ten years. */
export async function pastOf({ db }: Ctx, id: string, kinds: readonly string[]): Promise<Past[]> {
  const entries = await db(Entry)`
    select seq, at, what, person.name as by, body
      from kernel.history left join kernel.person on person.id = person_id
     where case_id = ${id} order by seq`
  const found: Past[] = []
  let answers: Answers = {}
  let papers: StoredPaper[] = []
  let voices: StoredVoice[] = []
  for (const entry of entries) {
    const wanted = kinds.includes(entry.what)
    const changes = changing.includes(entry.what)
    if (!wanted && !changes) continue
    // An erased body leaves nothing to draw: a paper with holes in it would be another paper.
    if (entry.body === null) throw new Refusal(410, 'paper.erased')
    const body = JSON.parse(entry.body) as Record<string, unknown>
    if (changes) {
      const given = (body.papers ?? []) as StoredPaper[]
      const replaced = new Set(given.map((paper) => paper.code))
      answers = { ...answers, ...(body.answers as Answers) }
      papers = [...papers.filter((paper) => !replaced.has(paper.code)), ...given]
      if (body.voice) voices = [...voices, body.voice as StoredVoice]
    }
    if (wanted)
      found.push({ seq: entry.seq, at: new Date(entry.at), by: entry.by ?? '', body, answers, papers, voices })
  }
  return found
}
