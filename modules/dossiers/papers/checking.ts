import type { Ctx } from '@motcua/kernel'
import { Moment, orNull, StateName, Uuid } from '@motcua/kernel/contract'
import { getVersion } from '@motcua/procedures'
import { Type } from 'typebox'
import { facts, newDayAfter, otherFacts } from '../rules.ts'
import { readKeys } from '../tracking.ts'
import { findWithinTries } from '../tries.ts'
import { forms, type PaperKind } from './printing.ts'

/** What a paper is worth today. `changed`: it holds, but the day on it has moved since. */
type PaperStanding = 'inForce' | 'changed' | 'done' | 'revoked'
export type CheckedPaper = {
  kind: PaperKind | 'result'
  issuedAt: string
  officeVi: string
  officeEn: string
  standing: PaperStanding
  /** The file whose hash was given is this paper. */
  isFile: boolean
}
export type Checked = {
  number: string
  initials: string
  procedureVi: string
  procedureEn: string
  dueAt: string | null
  papers: CheckedPaper[]
}

const Known = Type.Object({
  id: Uuid,
  number: Type.String(),
  tracking_code: Type.String(),
  state: StateName,
  version_id: Uuid,
  due_at: orNull(Moment),
  redated_to: orNull(Moment),
  initials: Type.String()
})
const Step = Type.Object({
  seq: Type.Integer(),
  at: Moment,
  what: Type.String(),
  name_vi: Type.String(),
  name_en: Type.String()
})
const File = Type.Object({ case_id: Uuid, seq: orNull(Type.Integer()) })

/**
 * Whether papers are genuine: by number and code those of the dossier, by the SHA-256 of a file the one that it is. Undefined: not known,
 * and a wrong try like one at tracking. No name is told; its first letters let the holder compare.
 */
export async function checkPapers(
  ctx: Ctx,
  typed: { number: string; code: string; sha256: string }
): Promise<Checked | undefined> {
  const { sha256 } = typed
  const byFile = typed.number === '' && typed.code === ''
  const { number, opens } = readKeys(typed.number, typed.code)
  const found = await findWithinTries(ctx, byFile ? [] : [`number ${number}`], async () => {
    const [file] = await fileOf(ctx, sha256)
    const [known] = await ctx.db(Known)`
      select id, number, tracking_code, state, version_id, due_at, redated_to, initials
        from dossiers.public_case join dossiers.public_initials on case_id = id
       where case when ${byFile} then id = ${file?.case_id ?? null}::uuid else number = ${number} end`
    const right = byFile ? known !== undefined : opens(known)
    return right && known ? { known, file: file?.case_id === known.id ? file : undefined } : undefined
  })
  if (!found) return undefined
  const { known, file } = found
  const [steps, procedure] = await Promise.all([
    ctx.db(Step)`
      select seq, at, what, name_vi, name_en
        from dossiers.public_step join kernel.office on office.id = office_id
       where case_id = ${known.id} order by seq`,
    getVersion(ctx, known.version_id)
  ])
  return {
    number: known.number,
    initials: known.initials,
    procedureVi: procedure.name.vi,
    procedureEn: procedure.name.en,
    dueAt: newDayAfter(known.due_at, known.redated_to) ?? known.due_at,
    papers: steps.flatMap((step, i) => {
      const kind = kindOf(step.what)
      if (!kind) return []
      const later = steps.slice(i + 1).map(({ what }) => what)
      return {
        kind,
        issuedAt: step.at,
        officeVi: step.name_vi,
        officeEn: step.name_en,
        standing: standingOf(kind, later),
        isFile: file !== undefined && (kind === 'result' ? file.seq === null : file.seq === step.seq)
      }
    })
  }
}

/** The paper or result with this hash: of a result no entry is named. */
const fileOf = async (ctx: Ctx, sha256: string) =>
  sha256 === ''
    ? []
    : ctx.db(File)`
        select case_id, seq from dossiers.printed_paper where sha256 = ${sha256}
        union all select case_id, null from dossiers.public_result where sha256 = ${sha256}
        limit 1`

function kindOf(what: string): CheckedPaper['kind'] | undefined {
  if (what === facts.decide) return 'result'
  return (Object.keys(forms) as PaperKind[]).find((kind) => (forms[kind].facts as readonly string[]).includes(what))
}

/** What has become of a paper, by what has happened since it was issued. */
function standingOf(kind: CheckedPaper['kind'], later: string[]): PaperStanding {
  const happened = (...what: string[]) => what.some((one) => later.includes(one))
  if (happened(facts.void)) return 'revoked'
  if (kind === 'refusal' || kind === 'result') return 'inForce'
  if (happened(facts.returnResult, facts.withdraw, facts.stop)) return 'done'
  if (kind === 'supplementRequest') return happened(facts.supply) ? 'done' : 'inForce'
  if (kind === 'receipt' && happened(facts.apologise)) return 'changed'
  return happened(facts.supply, facts.confirmPayment, ...otherFacts) ? 'changed' : 'inForce'
}
