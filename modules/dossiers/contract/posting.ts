import { endpoint, Moment, orNull, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { ById, closed } from './standing.ts'

export const PostTo = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    phone: Type.String({ minLength: 1, maxLength: 30 }),
    address: Type.String({ minLength: 10, maxLength: 300, description: 'house, street, commune, district, province' })
  },
  closed
)
export type PostTo = Static<typeof PostTo>

export const askPost = endpoint({
  name: 'dossiers.ask_post',
  method: 'PUT',
  url: '/api/dossiers/:id/post',
  summary:
    'The applicant wants the result by post, to this address, or no longer (null). Where the procedure goes by post and no original is to be compared at the desk; the fee of the post is paid to the postman (Decision 45/2016/QĐ-TTg).',
  may: ['citizen'],
  params: ById,
  body: Type.Object({ to: orNull(PostTo) }, closed),
  reply: Type.Object({ id: Uuid, number: Type.String(), at: Moment }),
  example: {
    id: '019aafd4-5c00-7000-8000-000000000001',
    number: 'H57.28.07-211229-0017',
    at: '2021-12-30T02:00:00.000Z'
  }
})
