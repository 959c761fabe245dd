import { Day, endpoint, oneOf, Sha256 } from '@motcua/kernel/contract'
import { Type } from 'typebox'
import { relations } from '@motcua/kernel/rules/relations'
import { lateReasons } from '../rules.ts'
import { Answers, PaperFile } from './filing.ts'
import { ById, closed, Standing, standing } from './standing.ts'

const Words = Type.String({ minLength: 1, maxLength: 2_000 })

const act = <Body extends ReturnType<typeof Type.Object>>(
  name: string,
  path: string,
  summary: string,
  may: readonly ('citizen' | 'officer' | 'specialist' | 'leader')[],
  body: Body
) =>
  endpoint({
    name: `dossiers.${name}`,
    method: 'POST',
    url: `/api/dossiers/:id/${path}`,
    summary,
    may,
    params: ById,
    body,
    reply: Standing,
    example: standing
  })

const office = ['officer', 'specialist', 'leader'] as const
const Empty = Type.Object({}, closed)
const Reason = Type.Object({ reason: Words }, closed)

export const receiveDossier = act(
  'receive',
  'receipt',
  'Receives what came online: the clock starts (Mẫu 01).',
  ['officer'],
  Empty
)
export const refuseDossier = act(
  'refuse',
  'refusal',
  'Refuses at intake, with a ground of the procedure and the right place (Mẫu 03).',
  ['officer'],
  Type.Object({ ground: Type.String({ maxLength: 60 }), reason: Words, rightPlace: Type.Optional(Words) }, closed)
)
export const askSupplement = act(
  'ask_supplement',
  'supplement-request',
  'Asks for everything that is missing at once (Mẫu 02): the clock stops.',
  office,
  Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            kind: oneOf(['paper', 'field']),
            name: Type.String({ maxLength: 60 }),
            how: Words
          },
          closed
        ),
        { minItems: 1, maxItems: 50 }
      ),
      reason: Words
    },
    closed
  )
)
export const supplyDossier = act(
  'supply',
  'supplement',
  'Hands in what was asked: answers and papers given replace the old ones, the clock goes on. A message may go with it, written or as a recording that was stored before by its hash.',
  ['citizen', 'officer'],
  Type.Object(
    {
      answers: Type.Optional(Answers),
      papers: Type.Array(PaperFile, { maxItems: 100 }),
      text: Type.Optional(Words),
      voice: Type.Optional(Type.Object({ sha256: Sha256 }, closed))
    },
    closed
  )
)
export const forwardDossier = act(
  'forward',
  'forwarding',
  'Passes a received dossier to the next step (Mẫu 05 line).',
  ['officer'],
  Empty
)
export const handOverDossier = act(
  'hand_over',
  'hand-over',
  'Ends the share of this step and starts the next (Mẫu 05 line).',
  office,
  Type.Object({ note: Type.Optional(Words) }, closed)
)
export const giveBackDossier = act(
  'give_back',
  'giving-back',
  'Returns the dossier to the step before, with the reason.',
  office,
  Reason
)
export const apologise = act(
  'apologise',
  'apology',
  'Apologises for a dossier that will be late and gives a new day, once (Mẫu 04). The head of the agency where it stands says it. The promised day stays what it was: the dossier counts as late.',
  ['leader'],
  Type.Object({ reason: oneOf(lateReasons), detail: Type.Optional(Words), day: Day }, closed)
)
export const askPayment = act(
  'ask_payment',
  'payment-request',
  'Asks for a financial duty; the clock stops.',
  office,
  Type.Object({ amount: Type.Integer({ minimum: 1, maximum: 100_000_000_000 }), reason: Words }, closed)
)
export const confirmPayment = act(
  'confirm_payment',
  'payment',
  'Confirms that the duty was paid; the clock goes on.',
  ['officer'],
  Type.Object({ receipt: Words }, closed)
)
export const decideDossier = act(
  'decide',
  'decision',
  'Decides: granted with a result file, or not granted with a written reason.',
  office,
  Type.Object(
    {
      outcome: oneOf(['granted', 'not_granted']),
      reason: Type.Optional(Words),
      result: Type.Optional(
        Type.Object({ sha256: Sha256, name: Type.String({ minLength: 1, maxLength: 200 }) }, closed)
      )
    },
    closed
  )
)
export const returnResult = act(
  'return_result',
  'return',
  'Hands the result over, or to the post where the applicant asked for that: who collected it, the originals handed back, the fee still due, how it was signed for. Warned of and flagged while money is due; refused where an original is not handed back without a note.',
  ['officer'],
  Type.Object(
    {
      collectedBy: oneOf(['applicant', 'relative', 'authorised', 'post']),
      parcel: Type.Optional(Type.String({ minLength: 4, maxLength: 40, description: 'number of the consignment' })),
      name: Type.Optional(Words),
      relation: Type.Optional(oneOf(relations)),
      originals: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100, uniqueItems: true })),
      signature: Type.Optional(oneOf(['paper', 'screen'])),
      paid: Type.Optional(Type.Object({ receipt: Type.String({ minLength: 1, maxLength: 60 }) }, closed)),
      note: Type.Optional(Words)
    },
    closed
  )
)
export const withdrawDossier = act(
  'withdraw',
  'withdrawal',
  'The applicant withdraws; papers are given back.',
  ['citizen', 'officer'],
  Reason
)
export const stopDossier = act(
  'stop',
  'stop',
  'Ends a dossier without a result, with a written reason.',
  office,
  Reason
)
export const voidDossier = act(
  'void',
  'voiding',
  'Voids a receipt entered in error: same officer, same day, before forwarding. The number stays in the register.',
  ['officer'],
  Reason
)
