import { Day, endpoint, Moment, oneOf, orNull, Text, Uuid } from '@motcua/kernel/contract'
import { Type } from 'typebox'
import type { PackedRow, Procedure } from './rules.ts'

export * from './contract/proposing.ts'

const closed = { additionalProperties: false } as const

export const ProcedureRow = Type.Object({
  code: Type.String(),
  name: Text,
  shortName: Text,
  field: Text,
  /** Who decides, by the name such an office has everywhere. */
  agency: orNull(Type.Object({ unit: Type.String(), vi: Type.String(), en: Type.String() })),
  level: Type.String(),
  lifeEvents: Type.Array(Type.String()),
  alsoCalled: Type.Array(Type.String())
})

export const listProcedures = endpoint({
  name: 'procedures.list',
  method: 'GET',
  url: '/api/procedures',
  summary:
    'The procedures in force, all or those meant by a question, the likeliest first: by name, agency, event of life or words of the street; accents may be left out and a letter be wrong.',
  may: 'anyone',
  forAll: true,
  query: Type.Object(
    { q: Type.Optional(Type.String({ maxLength: 200 })), event: Type.Optional(Type.String({ maxLength: 60 })) },
    closed
  ),
  reply: Type.Object({ rows: Type.Array(ProcedureRow) }),
  example: {
    rows: [
      {
        code: '1.001193',
        name: { vi: 'Đăng ký khai sinh', en: 'Birth registration' },
        shortName: { vi: 'Khai sinh', en: 'Birth' },
        field: { vi: 'Hộ tịch', en: 'Civil status' },
        agency: { unit: 'commune_committee', vi: 'Ủy ban nhân dân xã', en: "Commune People's Committee" },
        level: 'commune',
        lifeEvents: ['birth'],
        alsoCalled: ['đẻ con']
      }
    ]
  }
})

export const openProcedure = endpoint({
  name: 'procedures.open',
  method: 'GET',
  url: '/api/procedures/:code',
  summary:
    'The version in force of a procedure, whole: form, papers, fees, limits, steps. A dossier is filed under its id.',
  may: 'anyone',
  forAll: true,
  params: Type.Object({ code: Type.String({ maxLength: 40 }) }, closed),
  reply: Type.Object({ version: Uuid, from: Day, today: Day, procedure: Type.Unsafe<Procedure>({ type: 'object' }) }),
  example: {
    version: '019aafd4-5c00-7000-8000-00000000000a',
    from: '2021-07-01',
    today: '2021-12-29',
    procedure: {} as Procedure
  }
})

export const openVersion = endpoint({
  name: 'procedures.open_version',
  method: 'GET',
  url: '/api/procedure-versions/:id',
  summary: 'A published version by its id: a running dossier keeps the one it was received under.',
  may: 'anyone',
  forAll: true,
  immutable: true,
  params: Type.Object({ id: Uuid }, closed),
  reply: Type.Object({ procedure: Type.Unsafe<Procedure>({ type: 'object' }) }),
  example: { procedure: {} as Procedure }
})

export const openAnswersSchema = endpoint({
  name: 'procedures.answers_schema',
  method: 'GET',
  url: '/api/procedure-versions/:id/schema',
  summary:
    'JSON Schema (2020-12) of the answers to a version’s form: what another system that files a dossier must send, before the rules.',
  may: 'anyone',
  forAll: true,
  immutable: true,
  params: Type.Object({ id: Uuid }, closed),
  reply: Type.Unsafe<{ [keyword: string]: unknown }>({ type: 'object' }),
  example: {
    $id: '/api/procedure-versions/019aafd4-5c00-7000-8000-00000000000a/schema',
    title: 'Đăng ký khai sinh',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { child_name: { title: 'Trẻ tên là gì?', type: 'string', maxLength: 20_000 } },
    required: ['child_name'],
    additionalProperties: false
  }
})

export const listLifeEvents = endpoint({
  name: 'procedures.life_events',
  method: 'GET',
  url: '/api/life-events',
  summary: 'What happens in a life, in the order in which screens offer it; procedures name the code.',
  may: 'anyone',
  forAll: true,
  reply: Type.Object({ rows: Type.Array(Type.Object({ code: Type.String(), name: Text })) }),
  example: { rows: [{ code: 'birth', name: { vi: 'Sinh con và nuôi con nhỏ', en: 'Birth and small children' } }] }
})

export const listSearchWords = endpoint({
  name: 'procedures.search_words',
  method: 'GET',
  url: '/api/search-words',
  summary:
    'What the street says and the catalogue does not, with the events of life: with the list of procedures all that a search without network needs.',
  may: 'anyone',
  forAll: true,
  reply: Type.Object({
    words: Type.Array(Type.Object({ said: Type.String(), meant: Type.String() })),
    events: Type.Array(Type.Object({ code: Type.String(), name: Text }))
  }),
  example: {
    words: [{ said: 'sổ đỏ', meant: 'giấy chứng nhận quyền sử dụng đất' }],
    events: [{ code: 'birth', name: { vi: 'Sinh con và nuôi con nhỏ', en: 'Birth and small children' } }]
  }
})

const bundle = Type.Object({
  code: Type.String(),
  event: Type.String({ description: 'the event of life it belongs to' }),
  name: Text,
  what: Text,
  procedures: Type.Array(Type.String(), {
    description: 'codes in their order; one that is not published here has no page'
  })
})

export const openSearchCopy = endpoint({
  name: 'procedures.search_copy',
  method: 'GET',
  url: '/api/search-copy',
  summary:
    'All that a telephone needs to find a procedure without a network, as small as it can be: the rows of /api/procedures with fields and agencies by their place in a list, and without an English name where there is none.',
  may: 'anyone',
  forAll: true,
  reply: Type.Object({
    events: Type.Array(Type.Object({ code: Type.String(), name: Text })),
    words: Type.Array(Type.Object({ said: Type.String(), meant: Type.String() })),
    bundles: Type.Array(bundle, { description: 'several procedures that follow from one event' }),
    fields: Type.Array(Text),
    agencies: Type.Array(Type.Object({ unit: Type.String(), vi: Type.String(), en: Type.String() })),
    rows: Type.Array(Type.Unsafe<PackedRow>({ type: 'array' }), {
      description:
        '[code, Vietnamese name, English name or 0, short name or 0, English short name or 0, place in fields, place in agencies or -1, events, also called]'
    })
  }),
  example: {
    events: [{ code: 'birth', name: { vi: 'Sinh con và nuôi con nhỏ', en: 'Birth and small children' } }],
    words: [{ said: 'sổ đỏ', meant: 'giấy chứng nhận quyền sử dụng đất' }],
    bundles: [
      {
        code: 'birth_residence_insurance',
        event: 'birth',
        name: { vi: 'Sinh con: khai sinh + thường trú + thẻ BHYT', en: 'A child: birth, residence, health card' },
        what: { vi: 'Nộp một lần tại Ủy ban nhân dân xã.', en: "Filed once at the commune People's Committee." },
        procedures: ['1.001193', '1.004222']
      }
    ],
    fields: [{ vi: 'Hộ tịch', en: 'Civil status' }],
    agencies: [{ unit: 'commune_committee', vi: 'Ủy ban nhân dân xã', en: "Commune People's Committee" }],
    rows: [['1.001193', 'Đăng ký khai sinh', 'Birth registration', 'Khai sinh', 'Birth', 0, 0, ['birth'], ['đẻ con']]]
  }
})

export const listOffices = endpoint({
  name: 'procedures.offices',
  method: 'GET',
  url: '/api/offices',
  summary: 'The offices of today, or those of one area, by code. A kind names one office within an area.',
  may: 'anyone',
  forAll: true,
  query: Type.Object({ area: Type.Optional(Type.String({ maxLength: 10 })) }, closed),
  reply: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Type.Integer(),
        code: Type.String(),
        kind: Type.String(),
        level: Type.String(),
        name: Text,
        parent: orNull(Type.String()),
        area: Type.String()
      })
    )
  }),
  example: {
    rows: [
      {
        id: 12203,
        code: 'H57.22.03',
        kind: 'commune_committee',
        level: 'commune',
        name: { vi: 'Ủy ban nhân dân phường Gia Hội', en: "People's Committee of Gia Hội Ward" },
        parent: 'H57.22',
        area: '19756'
      }
    ]
  }
})

export const listAreas = endpoint({
  name: 'procedures.areas',
  method: 'GET',
  url: '/api/areas',
  summary: 'Districts and their communes today, for address fields.',
  may: 'anyone',
  forAll: true,
  reply: Type.Object({
    districts: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        communes: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }))
      })
    )
  }),
  example: {
    districts: [{ code: '474', name: 'Thành phố Huế', communes: [{ code: '19756', name: 'Phường Gia Hội' }] }]
  }
})

export const listIndustries = endpoint({
  name: 'procedures.industries',
  method: 'GET',
  url: '/api/industries',
  summary: 'Level-4 trades that household businesses commonly register (Decision 27/2018/QĐ-TTg).',
  may: 'anyone',
  forAll: true,
  reply: Type.Object({
    rows: Type.Array(Type.Object({ code: Type.String(), name: Text, conditional: Type.Boolean() }))
  }),
  example: {
    rows: [
      {
        code: '5610',
        name: { vi: 'Nhà hàng và các dịch vụ ăn uống phục vụ lưu động', en: 'Restaurants' },
        conditional: true
      }
    ]
  }
})

export const exportProcedure = endpoint({
  name: 'procedures.export',
  method: 'GET',
  url: '/api/procedures/:code/file',
  summary: 'The version in force, or another by its id, as a file: to be changed and imported, here or elsewhere.',
  may: 'anyone',
  params: Type.Object({ code: Type.String({ maxLength: 40 }) }, closed),
  query: Type.Object({ version: Type.Optional(Uuid) }, closed),
  reply: Type.Unsafe<Record<string, never>>({ type: 'object' }),
  sendsFile: true,
  example: {}
})

export const listVersions = endpoint({
  name: 'procedures.versions',
  method: 'GET',
  url: '/api/procedures/:code/versions',
  summary:
    'The published versions of a procedure with the day from which each holds, and how many dossiers are under way.',
  may: ['administrator'],
  params: Type.Object({ code: Type.String({ maxLength: 40 }) }, closed),
  reply: Type.Object({
    running: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        id: Uuid,
        from: Day,
        publishedAt: Moment,
        doubts: Type.Integer(),
        proposedBy: orNull(Type.String({ description: 'null: it came with the program' })),
        publishedBy: orNull(Type.String()),
        standing: oneOf(['current', 'coming', 'past'] as const)
      })
    )
  }),
  example: {
    running: 17,
    rows: [
      {
        id: '019aafd4-5c00-7000-8000-00000000000a',
        from: '2021-07-01',
        publishedAt: '2021-06-25T02:00:00.000Z',
        doubts: 7,
        proposedBy: 'Lê Hữu Quân',
        publishedBy: 'Mai Thị Thanh Quyên',
        standing: 'current'
      }
    ]
  }
})

export const listSeats = endpoint({
  name: 'procedures.seats',
  method: 'GET',
  url: '/api/seats',
  summary:
    'The seats that a step can name today: kinds of offices that stand and the posts in them. A step with another seat has no office.',
  may: ['administrator'],
  reply: Type.Object({
    rows: Type.Array(
      Type.Object({ level: Type.String(), unit: Type.String(), post: Type.String(), office: Text, title: Text })
    )
  }),
  example: {
    rows: [
      {
        level: 'commune',
        unit: 'commune_committee',
        post: 'leader',
        office: { vi: 'Ủy ban nhân dân xã', en: "Commune People's Committee" },
        title: { vi: 'Chủ tịch Ủy ban nhân dân xã', en: "Chair of the Commune People's Committee" }
      }
    ]
  }
})

export const tryProcedure = endpoint({
  name: 'procedures.try',
  method: 'POST',
  writes: false,
  url: '/api/procedures/try',
  summary:
    'What a procedure, published or about to be, would ask of somebody with these answers and promise them: papers, fees, day and desk. Nothing is kept.',
  may: ['administrator'],
  body: Type.Object(
    {
      procedure: Type.Unsafe<Procedure>({ type: 'object' }),
      answers: Type.Object({}, { additionalProperties: true })
    },
    closed
  ),
  reply: Type.Object({
    papers: Type.Array(Type.Object({ name: Text, kind: Type.String(), sets: Type.Integer() })),
    charges: Type.Array(Type.Object({ name: Text, amount: Type.Integer(), exemption: orNull(Text) })),
    dueAt: Moment,
    desk: orNull(Text)
  }),
  example: {
    papers: [{ name: { vi: 'Giấy chứng sinh', en: 'Notice of birth' }, kind: 'handIn', sets: 1 }],
    charges: [],
    dueAt: '2021-12-29T10:30:00.000Z',
    desk: { vi: 'Ủy ban nhân dân phường Gia Hội', en: "People's Committee of Gia Hội Ward" }
  }
})
