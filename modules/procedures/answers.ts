import type { Ctx } from '@motcua/kernel'
import { answersSchema, type Schema } from '@motcua/kernel/rules/answers-schema'
import { type Answers, type Checked, checkAnswers, type Fault, keptAnswers } from '@motcua/kernel/rules/form'
import { Compile, type Validator } from 'typebox/schema'
import { getVersion } from './versions.ts'

// Compiled once for each published version, whose form never changes.
const gates = new Map<string, { schema: Schema; fits: Validator }>()

async function gateOf(ctx: Ctx, version: string) {
  const known = gates.get(version)
  if (known) return known
  const { name, form } = await getVersion(ctx, version)
  const schema = { $id: `/api/procedure-versions/${version}/schema`, title: name.vi, ...answersSchema(form) }
  const gate = { schema, fits: Compile(schema) }
  gates.set(version, gate)
  return gate
}

/** The JSON Schema of the answers to a version's form. */
export const answersSchemaOf = async (ctx: Ctx, version: string): Promise<Schema> => (await gateOf(ctx, version)).schema

/**
 * Checks answers that came in for a version: their shape by its compiled schema, then everything else by the rules that the applicant's
 * browser ran too. Where the shape is wrong, the rules tell it better; only what they let through is told by the schema.
 */
export async function checkFiledAnswers(
  ctx: Ctx,
  version: string,
  given: { [field: string]: unknown },
  today: string,
  known: Parameters<typeof checkAnswers>[3]
): Promise<Checked> {
  const [{ form }, { fits }] = await Promise.all([getVersion(ctx, version), gateOf(ctx, version)])
  const kept = keptAnswers(form, given as Answers, today)
  const shapely = fits.Check(kept)
  const checked = checkAnswers(form, given, today, known)
  return shapely || checked.faults.length > 0 ? checked : { ...checked, faults: misshapen(fits, kept) }
}

function misshapen(fits: Validator, kept: Answers): Fault[] {
  const places = new Set(fits.Errors(kept)[1].map(({ instancePath }) => instancePath.slice(1).replaceAll('/', '.')))
  return [...places].map((field) => ({ field, code: 'field.form' }))
}
