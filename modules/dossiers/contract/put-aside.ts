import { endpoint, Moment, Sha256, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { ById, closed } from './standing.ts'

const Label = Type.String({ minLength: 1, maxLength: 120 })

const PutAside = Type.Object({
  id: Uuid,
  label: Type.String(),
  by: Type.String(),
  putAt: Moment,
  expiresAt: Moment
})
export type PutAside = Static<typeof PutAside>
const example: PutAside = {
  id: '019aafd4-5c00-7000-8000-00000000000d',
  label: 'Khai sinh – Nguyễn Thị Hoa',
  by: 'Lê Thị Mai',
  putAt: '2021-12-29T02:05:00.000Z',
  expiresAt: '2021-12-29T10:30:00.000Z'
}

export const putAside = endpoint({
  name: 'desk.put_aside',
  method: 'PUT',
  url: '/api/desk/put-aside/:id',
  summary:
    'Puts an intake aside (“Tạm gác”) under a name, at most five a desk, until the close of the day; the same id again replaces it. The id is that of the dossier to be.',
  may: ['officer'],
  params: ById,
  body: Type.Object(
    {
      office: Type.Integer(),
      label: Label,
      contents: Type.Record(Type.String(), Type.Unknown()),
      files: Type.Optional(
        Type.Array(Sha256, {
          maxItems: 100,
          uniqueItems: true,
          description: 'files stored for it so far: whoever of the desk goes on with it may file them'
        })
      )
    },
    closed
  ),
  reply: PutAside,
  example
})

export const listPutAside = endpoint({
  name: 'desk.list_put_aside',
  method: 'GET',
  url: '/api/desk/put-aside',
  summary: 'The intakes put aside at one’s desks, by name, without their contents.',
  may: ['officer'],
  reply: Type.Object({ rows: Type.Array(PutAside) }),
  example: { rows: [example] },
  shows: { how: 'listed', cases: (reply) => reply.rows.map((row) => row.id) }
})

export const takeUp = endpoint({
  name: 'desk.take_up',
  method: 'GET',
  url: '/api/desk/put-aside/:id',
  summary:
    'The contents of an intake that was put aside, to go on with. They stay until it is taken in, dropped or the day closes.',
  may: ['officer'],
  params: ById,
  reply: Type.Object({ ...PutAside.properties, contents: Type.Record(Type.String(), Type.Unknown()) }),
  example: { ...example, contents: { procedure: '1.001193' } },
  shows: { how: 'opened', cases: (reply) => [reply.id] }
})

export const dropPutAside = endpoint({
  name: 'desk.drop_put_aside',
  method: 'DELETE',
  url: '/api/desk/put-aside/:id',
  summary: 'Erases an intake that was put aside.',
  may: ['officer'],
  params: ById,
  reply: Type.Object({ id: Uuid }),
  example: { id: example.id }
})
