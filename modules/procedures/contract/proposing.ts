import { Day, endpoint, Moment, oneOf, orNull, Sha256, Text, Uuid } from '@motcua/kernel/contract'
import { Type } from 'typebox'
import type { Difference, Procedure } from '../rules.ts'

const closed = { additionalProperties: false } as const

/** What an import does, or would do. `row` counts as a spreadsheet does; `kept` are written out in full already and stay as they are. */
export const ImportReport = Type.Object({
  total: Type.Integer(),
  ready: Type.Integer({ description: 'new versions: to be published, or published' }),
  unchanged: Type.Integer(),
  kept: Type.Array(Type.Object({ row: Type.Integer(), code: Type.String(), name: Type.String() })),
  changed: Type.Integer({ description: 'how many of those ready take the place of a version' }),
  changes: Type.Array(
    Type.Object({
      row: Type.Integer(),
      code: Type.String(),
      name: Text,
      since: Day,
      running: Type.Integer(),
      differences: Type.Array(Type.Unsafe<Difference>({ type: 'object' }))
    }),
    {
      description:
        'of the first 50 of them: what is different from the version of `since`, and how many dossiers are under way'
    }
  ),
  faultCount: Type.Integer(),
  faults: Type.Array(Type.Object({ row: Type.Integer(), column: Type.String(), code: Type.String(), text: Text }), {
    description: 'the first 200: in which cell, what is wrong, and how to mend it'
  })
})

const importExample = {
  total: 2_643,
  ready: 2_632,
  unchanged: 0,
  kept: [{ row: 97, code: '1.001193', name: 'Đăng ký khai sinh' }],
  changed: 1,
  changes: [
    {
      row: 12,
      code: '1.000894',
      name: { vi: 'Đăng ký kết hôn', en: 'Marriage registration' },
      since: '2021-07-01',
      running: 17,
      differences: [
        {
          part: 'about' as const,
          how: 'changed' as const,
          name: { vi: 'supplements', en: 'supplements' },
          changes: [{ what: 'supplements', was: 1, now: 2 }]
        }
      ]
    }
  ],
  faultCount: 1,
  faults: [
    {
      row: 12,
      column: 'Thời hạn',
      code: 'import.limit',
      text: { vi: 'Không đọc được “sớm nhất”. Ghi: 5 ngày làm việc; …', en: '“sớm nhất” cannot be read. Write: …' }
    }
  ]
}

export const previewImport = endpoint({
  name: 'procedures.preview_import',
  method: 'POST',
  url: '/api/procedures/import/preview',
  summary:
    'What an import of this file would do: a table (CSV, TSV, Unicode text) with the columns of data/README.md, or procedures as exported. Nothing is published.',
  may: ['administrator'],
  query: Type.Object({ from: Day, sha256: Sha256 }, closed),
  receivesFile: { maxBytes: 20_000_000 },
  reply: ImportReport,
  example: importExample
})

export const proposeProcedures = endpoint({
  name: 'procedures.propose',
  method: 'POST',
  url: '/api/procedures/proposals',
  summary:
    'Proposes the good rows of a file for publishing from a day on and lists the others; another administrator publishes them. `sha256` is that of the file. Where nothing is new there is nothing to propose.',
  may: ['administrator'],
  query: Type.Object({ id: Uuid, from: Day, sha256: Sha256 }, closed),
  receivesFile: { maxBytes: 20_000_000 },
  reply: Type.Object({ ...ImportReport.properties, proposal: orNull(Uuid) }),
  example: { ...importExample, proposal: '019aafd4-5c00-7000-8000-0000000000b1' }
})

const Proposal = Type.Object({
  id: Uuid,
  from: Day,
  state: oneOf(['open', 'published', 'returned', 'withdrawn'] as const),
  own: Type.Boolean({ description: 'proposed by who asks, who therefore cannot publish it' }),
  proposedBy: Type.String(),
  proposedAt: Moment,
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(Moment),
  reason: orNull(Type.String()),
  count: Type.Integer({ description: 'of procedures' }),
  names: Type.Array(Text, { description: 'of the first three' })
})

const aProposal = {
  id: '019aafd4-5c00-7000-8000-0000000000b1',
  from: '2022-01-01',
  state: 'open' as const,
  own: false,
  proposedBy: 'Lê Hữu Quân',
  proposedAt: '2021-12-29T02:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  reason: null,
  count: 1,
  names: [{ vi: 'Đăng ký kết hôn', en: 'Marriage registration' }]
}

export const listProposals = endpoint({
  name: 'procedures.proposals',
  method: 'GET',
  url: '/api/procedures/proposals',
  summary: 'What has been proposed and by whom: first what waits for another administrator, then the last 20 decided.',
  may: ['administrator'],
  reply: Type.Object({
    toDecide: Type.Integer({ description: 'how many wait for who asks' }),
    rows: Type.Array(Proposal)
  }),
  example: { toDecide: 1, rows: [aProposal] }
})

export const openProposal = endpoint({
  name: 'procedures.open_proposal',
  method: 'GET',
  url: '/api/procedures/proposals/:id',
  summary:
    'One proposal with what publishing it would change today, and faults that have come up since; a single procedure whole.',
  may: ['administrator'],
  params: Type.Object({ id: Uuid }, closed),
  reply: Type.Object({
    proposal: Proposal,
    report: ImportReport,
    all: Type.Array(Type.Object({ code: Type.String(), name: Text }), { description: 'the first 500' }),
    procedure: orNull(Type.Unsafe<Procedure>({ type: 'object' }))
  }),
  example: {
    proposal: aProposal,
    report: importExample,
    all: [{ code: '1.000894', name: { vi: 'Đăng ký kết hôn', en: 'Marriage registration' } }],
    procedure: null
  }
})

export const publishProposal = endpoint({
  name: 'procedures.publish',
  method: 'POST',
  url: '/api/procedures/proposals/:id/publication',
  summary:
    'Publishes what another administrator has proposed, all of it or nothing; refused to who proposed it, and where faults have come up since.',
  may: ['administrator'],
  params: Type.Object({ id: Uuid }, closed),
  reply: Type.Object({ published: Type.Integer() }),
  example: { published: 1 }
})

export const closeProposal = endpoint({
  name: 'procedures.close_proposal',
  method: 'POST',
  url: '/api/procedures/proposals/:id/closing',
  summary:
    'Returns a proposal of another administrator with the reason, or takes one’s own back. Nothing is published.',
  may: ['administrator'],
  params: Type.Object({ id: Uuid }, closed),
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2_000 }) }, closed),
  reply: Type.Object({ state: oneOf(['returned', 'withdrawn'] as const) }),
  example: { state: 'returned' as const }
})
