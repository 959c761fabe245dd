import { endpoint, Moment, oneOf, orNull, Sha256, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { relations } from '@motcua/kernel/rules/relations'
import { consents } from '../rules.ts'
import { Offline } from './leasing.ts'
import { closed, Warnings } from './standing.ts'

/** Answers to a form are checked against the published version, field by field; here only that they are an object. */
export const Answers = Type.Record(Type.String(), Type.Unknown())

/** A file put in for a paper of the procedure; the file was stored before by its hash. */
export const PaperFile = Type.Object(
  { code: Type.String({ maxLength: 60 }), sha256: Sha256, name: Type.String({ minLength: 1, maxLength: 200 }) },
  closed
)
export type PaperFile = Static<typeof PaperFile>

export const StoredPaper = Type.Object({
  code: Type.String(),
  sha256: Sha256,
  name: Type.String(),
  size: Type.Integer(),
  mediaType: Type.String(),
  archived: Type.Optional(
    Type.Literal(true, { description: 'taken from an earlier dossier of the same person, and not asked for again' })
  )
})
export type StoredPaper = Static<typeof StoredPaper>

/** What an applicant has said instead of writing it: a recording, its length read from its bytes. */
export const StoredVoice = Type.Object({
  sha256: Sha256,
  size: Type.Integer(),
  mediaType: Type.String(),
  seconds: Type.Integer()
})
export type StoredVoice = Static<typeof StoredVoice>

const Stored = { sha256: Sha256, name: Type.String({ minLength: 1, maxLength: 200 }) }
const Name = Type.String({ minLength: 1, maxLength: 120 })

/** Who files for another: relation, and how that one agreed. Online the account is the one who files. */
export const OnBehalf = Type.Object({
  name: Type.String(),
  relation: oneOf(relations),
  consent: Type.Object({
    how: oneOf(consents),
    file: Type.Optional(Type.Object({ ...Stored, size: Type.Integer(), mediaType: Type.String() }))
  })
})
export type OnBehalf = Static<typeof OnBehalf>

const FiledFor = Type.Object(
  {
    name: Type.Optional(Name),
    relation: oneOf(relations),
    consent: Type.Object({ how: oneOf(consents), file: Type.Optional(Type.Object(Stored, closed)) }, closed)
  },
  {
    ...closed,
    description: 'filing for another: the name of who stands at the desk, relation, consent (written: with its paper)'
  }
)
export type FiledFor = Static<typeof FiledFor>

/** What every filing says. */
export const filing = {
  id: Uuid,
  procedure: Type.String({ maxLength: 40 }),
  version: Uuid,
  answers: Answers,
  papers: Type.Array(PaperFile, { maxItems: 100 }),
  onBehalfOf: Type.Optional(FiledFor)
}
const Filing = Type.Object(filing, closed)
export type Filing = Static<typeof Filing>

/** At the desk also: what was paid in cash, and which originals lie there to be handed back. */
const TakingIn = Type.Object(
  {
    ...filing,
    paid: Type.Optional(Type.Object({ receipt: Type.String({ minLength: 1, maxLength: 60 }) }, closed)),
    originals: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100, uniqueItems: true })),
    offline: Type.Optional(Offline)
  },
  closed
)
export type TakingIn = Static<typeof TakingIn>

export const Filed = Type.Object({
  id: Uuid,
  number: Type.String(),
  trackingCode: Type.String(),
  office: Type.Integer(),
  answerDueAt: orNull(Moment),
  dueAt: orNull(Moment),
  provisional: Type.Boolean(),
  fee: Type.Integer({ description: 'đồng' }),
  files: Type.Array(StoredPaper, { description: 'what was filed, file by file: the proof to keep' }),
  warnings: Warnings
})
export type Filed = Static<typeof Filed>

const exampleFile: StoredPaper = {
  code: 'medical_birth_certificate',
  sha256: '9f'.repeat(32),
  name: 'giay-chung-sinh.jpg',
  size: 181_204,
  mediaType: 'image/jpeg'
}

export const sendDossier = endpoint({
  name: 'dossiers.send',
  method: 'POST',
  url: '/api/dossiers',
  summary:
    'A citizen files a dossier. The desk follows from the answers; it answers within 8 working hours (Decree 45/2020 art. 11).',
  may: ['citizen'],
  body: Filing,
  reply: Filed,
  example: {
    id: '019aafd4-5c00-7000-8000-000000000001',
    number: 'H57.28.07-211229-0017',
    trackingCode: '8K3F9T2M',
    office: 2807,
    answerDueAt: '2021-12-30T10:30:00.000Z',
    dueAt: null,
    provisional: false,
    fee: 0,
    files: [exampleFile],
    warnings: []
  }
})

export const takeInDossier = endpoint({
  name: 'dossiers.take_in',
  method: 'POST',
  url: '/api/desk/dossiers',
  summary:
    'A one-stop officer takes in the dossier of a person at the desk: received at once, the clock runs. What was taken in without a line comes with the moment it happened and the number it was given then.',
  may: ['officer'],
  body: TakingIn,
  reply: Filed,
  example: {
    id: '019aafd4-5c00-7000-8000-000000000002',
    number: 'H57.28.07-211229-0018',
    trackingCode: '8K3F9T2N',
    office: 2807,
    answerDueAt: null,
    dueAt: '2021-12-29T10:30:00.000Z',
    provisional: false,
    fee: 0,
    files: [exampleFile],
    warnings: []
  }
})
