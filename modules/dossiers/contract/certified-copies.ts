import { Day, endpoint, Moment, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { filing } from './filing.ts'
import { closed, Warnings } from './standing.ts'

const id = '019aafd4-5c00-7000-8000-00000000000f'
const Number = Type.Object({
  no: Type.String({ description: 'as it stands on the copy: at least two digits' }),
  book: Type.String()
})
const Settled = Type.Object({
  id: Uuid,
  number: Type.String(),
  trackingCode: Type.String(),
  fee: Type.Integer(),
  /** One for each row of the form, in its order. */
  certificates: Type.Array(Number),
  signer: Type.String(),
  warnings: Warnings
})
export type Settled = Static<typeof Settled>

export const settleAtOnce = endpoint({
  name: 'desk.settle_at_once',
  method: 'POST',
  url: '/api/desk/immediate-dossiers',
  summary:
    'What is done while one waits (certified copies): taken in, decided and returned in one act, the numbers drawn from the register of the office and year. The signer is another than the receiver, holds the deciding post of the office, and confirms the signature afterwards.',
  may: ['officer'],
  body: Type.Object(
    {
      ...filing,
      office: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
      signer: Uuid,
      paid: Type.Optional(Type.Object({ receipt: Type.String({ minLength: 1, maxLength: 60 }) }, closed))
    },
    closed
  ),
  reply: Settled,
  example: {
    id,
    number: 'H57.22.03-211229-0020',
    trackingCode: '8K3F9T2Q',
    fee: 6_000,
    certificates: [{ no: '0117', book: '01/2021-SCT/BS' }],
    signer: 'Trần Văn Nam',
    warnings: []
  }
})

const Signer = Type.Object({ id: Uuid, name: Type.String(), post: Type.String() })
export const listSigners = endpoint({
  name: 'desk.signers',
  method: 'GET',
  url: '/api/desk/signers',
  summary: 'Who may sign today for one’s offices: their leaders.',
  may: ['officer'],
  reply: Type.Object({ rows: Type.Array(Type.Object({ ...Signer.properties, office: Type.Integer() })) }),
  example: { rows: [{ id, name: 'Trần Văn Nam', post: 'leader', office: 12203 }] }
})

const Signature = Type.Object({
  id: Uuid,
  number: Type.String(),
  subject: Type.String(),
  signedAt: Moment,
  certificates: Type.Array(Number)
})
const signature = {
  id,
  number: 'H57.22.03-211229-0020',
  subject: 'NGUYỄN THỊ HOA',
  signedAt: '2021-12-29T02:05:00.000Z',
  certificates: [{ no: '0117', book: '01/2021-SCT/BS' }]
}

export const listSignatures = endpoint({
  name: 'signatures.mine',
  method: 'GET',
  url: '/api/my/signatures',
  summary: 'Copies on which one’s signature stands, to be confirmed, oldest first.',
  may: ['leader'],
  reply: Type.Object({ rows: Type.Array(Signature) }),
  example: { rows: [signature] },
  shows: { how: 'listed', cases: (reply) => reply.rows.map((row) => row.id) }
})

export const confirmSignatures = endpoint({
  name: 'signatures.confirm',
  method: 'POST',
  url: '/api/my/signatures',
  summary: 'Confirms that the signatures are one’s own, or denies it: a denied one is flagged. Each is answered once.',
  may: ['leader'],
  body: Type.Object(
    { dossiers: Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true }), theirs: Type.Boolean() },
    closed
  ),
  reply: Type.Object({ answered: Type.Integer() }),
  example: { answered: 1 }
})

const Entry = Type.Object({
  no: Type.String(),
  book: Type.String(),
  on: Day,
  requester: Type.String(),
  paper: Type.Record(Type.String(), Type.Unknown()),
  signer: Type.String(),
  fee: Type.Integer(),
  dossier: Uuid
})
export const listCertificates = endpoint({
  name: 'desk.certificates',
  method: 'GET',
  url: '/api/desk/certificates',
  summary:
    'The register of certified copies (Sổ chứng thực bản sao từ bản chính) of an office and year, the latest first.',
  may: ['officer', 'leader'],
  query: Type.Object(
    {
      office: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
      year: Type.Integer({ minimum: 2000, maximum: 2199 }),
      before: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 }))
    },
    closed
  ),
  reply: Type.Object({ rows: Type.Array(Entry) }),
  example: {
    rows: [
      {
        no: '0117',
        book: '01/2021-SCT/BS',
        on: '2021-12-29',
        requester: 'NGUYỄN THỊ HOA',
        paper: { title: 'Bằng tốt nghiệp' },
        signer: 'Trần Văn Nam',
        fee: 6_000,
        dossier: id
      }
    ]
  },
  shows: { how: 'listed', cases: (reply) => [...new Set(reply.rows.map((row) => row.dossier))] }
})
