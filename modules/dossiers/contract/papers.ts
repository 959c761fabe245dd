import { endpoint, orNull, type Role, Uuid } from '@motcua/kernel/contract'
import { type TSchema, Type } from 'typebox'
import { apologise, askSupplement, refuseDossier } from './acts.ts'
import { askAtDesk, refuseAtDesk } from './presenting.ts'
import { ById, closed, standing } from './standing.ts'

const Drawn = Type.Object({ caseId: Uuid })
const whoever = ['citizen', 'officer', 'specialist', 'leader', 'centre', 'inspector'] as const satisfies Role[]
const shows = { how: 'opened', cases: (reply: { caseId: string }) => [reply.caseId] } as const
const drawn = { reply: Drawn, example: { caseId: standing.id }, sendsFile: true, shows } as const

export const printReceipt = endpoint({
  ...drawn,
  name: 'dossiers.print_receipt',
  method: 'GET',
  url: '/api/dossiers/:id/receipt.pdf',
  summary:
    'The receipt with the promised day (Mẫu 01), as a PDF, from the receipt on; it lists every file with size and SHA-256. A reprint gives the same bytes.',
  may: whoever,
  params: ById
})

export const printSupplementRequest = endpoint({
  ...drawn,
  name: 'dossiers.print_supplement_request',
  method: 'GET',
  url: '/api/dossiers/:id/supplement-request.pdf',
  summary: 'What was asked to be completed (Mẫu 02), as a PDF: the last request, or the one of that place.',
  may: whoever,
  params: ById,
  query: Type.Object({ no: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })) }, closed)
})

export const printRefusal = endpoint({
  ...drawn,
  name: 'dossiers.print_refusal',
  method: 'GET',
  url: '/api/dossiers/:id/refusal.pdf',
  summary: 'The refusal at intake with its ground and article (Mẫu 03), as a PDF.',
  may: whoever,
  params: ById
})

export const printApology = endpoint({
  ...drawn,
  name: 'dossiers.print_apology',
  method: 'GET',
  url: '/api/dossiers/:id/apology.pdf',
  summary: 'The apology with its reason and the new day (Mẫu 04), as a PDF.',
  may: whoever,
  params: ById
})

/** Asked with the body of an act before it is done: writes nothing, and refuses what the act would be refused for. */
const before = <Body extends TSchema>(
  { may, body }: { may: 'anyone' | readonly Role[]; body: Body },
  name: string,
  path: string,
  summary: string
) => ({
  name: `dossiers.${name}`,
  method: 'POST' as const,
  writes: false as const,
  url: `/api/dossiers/:id/${path}`,
  summary,
  may,
  params: ById,
  body
})

export const previewSupplementRequest = endpoint({
  ...drawn,
  ...before(
    askSupplement,
    'preview_supplement_request',
    'supplement-request/preview',
    'Mẫu 02 as it would be issued now, with a mark across it. Takes the body of the request itself, writes nothing, refuses what the request would be refused for.'
  )
})
export const previewRefusal = endpoint({
  ...drawn,
  ...before(
    refuseDossier,
    'preview_refusal',
    'refusal/preview',
    'Mẫu 03 as it would be issued now, with a mark across it. Takes the body of the refusal itself, writes nothing.'
  )
})

export const previewApology = endpoint({
  ...drawn,
  ...before(
    apologise,
    'preview_apology',
    'apology/preview',
    'Mẫu 04 as it would be issued now, with a mark across it. Takes the body of the apology itself, writes nothing, refuses what it would be refused for.'
  )
})

const words = orNull(
  Type.String({ maxLength: 160, description: 'sign for sign as it would leave; null: this person gets none' })
)
const Sms = Type.Object({ caseId: Uuid, sms: words })
const sms = `MOT CUA: Ho so ${standing.number} can bo sung 1 muc. Thoi han tam dung den khi nhan du. Xem trong ho so. Hoi dap 19001075.`
const worded = { reply: Sms, example: { caseId: standing.id, sms }, shows } as const

export const previewSupplementSms = endpoint({
  ...worded,
  ...before(
    askSupplement,
    'preview_supplement_sms',
    'supplement-request/sms-preview',
    'The SMS in which the applicant would be told of this request. Takes the body of the request itself, writes nothing.'
  )
})
export const previewRefusalSms = endpoint({
  ...worded,
  ...before(
    refuseDossier,
    'preview_refusal_sms',
    'refusal/sms-preview',
    'The SMS in which the applicant would be told of this refusal. Takes the body of the refusal itself, writes nothing.'
  )
})

export const previewApologySms = endpoint({
  ...worded,
  ...before(
    apologise,
    'preview_apology_sms',
    'apology/sms-preview',
    'The SMS in which the applicant would be told of this apology. Takes the body of the apology itself, writes nothing.'
  )
})

/** What lies on a counter is no dossier yet: dots stand where number and code will, and there is nothing to be written down as looked at. */
const atDesk = <Body extends TSchema>(
  { url, may, body }: { url: string; may: 'anyone' | readonly Role[]; body: Body },
  name: string,
  path: string,
  summary: string
) => ({
  name: `desk.${name}`,
  method: 'POST' as const,
  writes: false as const,
  url: `${url}/${path}`,
  summary,
  may,
  body
})
const loose = { reply: Type.Object({}), example: {}, sendsFile: true } as const
const dotted = sms.replace(/\d{4} can/, '.... can')
const spoken = { reply: Type.Object({ sms: words }), example: { sms: dotted } } as const

export const previewAskingAtDesk = endpoint({
  ...loose,
  ...atDesk(
    askAtDesk,
    'preview_supplement_request',
    'preview',
    'Mẫu 02 as the counter would issue it now, with a mark across it. Takes the body of the request itself, writes nothing, refuses what the request would be refused for.'
  )
})
export const previewRefusalAtDesk = endpoint({
  ...loose,
  ...atDesk(
    refuseAtDesk,
    'preview_refusal',
    'preview',
    'Mẫu 03 as the counter would issue it now, with a mark across it. Takes the body of the refusal itself, writes nothing.'
  )
})
export const previewAskingSmsAtDesk = endpoint({
  ...spoken,
  ...atDesk(
    askAtDesk,
    'preview_supplement_sms',
    'sms-preview',
    'The SMS in which the applicant would be told of what is asked at the counter. Takes the body of the request itself, writes nothing.'
  )
})
export const previewRefusalSmsAtDesk = endpoint({
  ...spoken,
  ...atDesk(
    refuseAtDesk,
    'preview_refusal_sms',
    'sms-preview',
    'The SMS in which the applicant would be told of a refusal at the counter. Takes the body of the refusal itself, writes nothing.'
  )
})
