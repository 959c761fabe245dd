import { type Static, Type } from 'typebox'
import { endpoint, Moment, oneOf, orNull, roles, Sha256, Text, Uuid } from './contract/endpoint.ts'

export * from './contract/contact.ts'
export * from './contract/endpoint.ts'
export * from './contract/helping.ts'
export * from './contract/sessions.ts'

/** Who is signed in, for both web apps. `roles` is empty where an official holds no post today. */
export const readMe = endpoint({
  name: 'me.read',
  method: 'GET',
  url: '/api/me',
  summary: 'Who is signed in here, and which posts that person holds today.',
  may: 'anyone',
  reply: Type.Object({
    person: orNull(Type.Object({ id: Uuid, name: Type.String() })),
    roles: Type.Array(oneOf(roles)),
    reach: oneOf(['own', 'province'] as const),
    appointments: Type.Array(
      Type.Object({ office: Type.Integer(), code: Type.String(), name: Text, post: Type.String(), role: oneOf(roles) })
    )
  }),
  example: {
    person: { id: '017a5fb2-7c00-7001-8000-000000000101', name: 'Trần Thị Mai Hương' },
    roles: ['officer'],
    reach: 'own',
    appointments: [
      {
        office: 12203,
        code: 'H57.22.03',
        name: { vi: 'Ủy ban nhân dân phường Gia Hội', en: "People's Committee of Gia Hội Ward" },
        post: 'officer',
        role: 'officer'
      }
    ]
  }
})

/** What one file may weigh where the procedure says nothing else about its paper. */
export const usualBytes = 10_000_000

/** No file may be larger, whatever paper it is for. */
export const mostFileBytes = 50_000_000

const ByHash = Type.Object({ sha256: Sha256 }, { additionalProperties: false })
const bringers = ['citizen', 'officer', 'specialist', 'leader'] as const

export const StoredFile = Type.Object({ sha256: Sha256, size: Type.Integer(), mediaType: Type.String() })
export type StoredFile = Static<typeof StoredFile>

const exampleFile = { sha256: '9f'.repeat(32), size: 181_204, mediaType: 'image/jpeg' }

export const storeFile = endpoint({
  name: 'files.store',
  method: 'PUT',
  url: '/api/files/:sha256',
  summary: 'Stores a small file in one piece, by the SHA-256 of its bytes: PDF, JPEG, PNG or WebP, told by the bytes.',
  may: bringers,
  params: ByHash,
  reply: StoredFile,
  receivesFile: { maxBytes: mostFileBytes },
  example: exampleFile
})

export const findUpload = endpoint({
  name: 'files.find_upload',
  method: 'GET',
  url: '/api/files/:sha256',
  summary: 'How much of a file that one is bringing has arrived, and whether it is stored: where to go on after a cut.',
  may: bringers,
  params: ByHash,
  reply: Type.Object({ stored: Type.Boolean(), offset: Type.Integer() }),
  example: { stored: false, offset: 131_072 }
})

export const appendToUpload = endpoint({
  name: 'files.append',
  method: 'PATCH',
  url: '/api/files/:sha256',
  summary:
    'Brings the bytes of a file from an offset on. What has arrived when the connection is cut is kept for a day.',
  may: bringers,
  params: ByHash,
  query: Type.Object({ offset: Type.Integer({ minimum: 0, maximum: mostFileBytes }) }, { additionalProperties: false }),
  reply: Type.Object({ offset: Type.Integer() }),
  receivesFile: { maxBytes: mostFileBytes },
  example: { offset: 262_144 }
})

export const finishUpload = endpoint({
  name: 'files.finish',
  method: 'POST',
  url: '/api/files/:sha256',
  summary: 'Stores what was brought in parts, once its hash is right.',
  may: bringers,
  params: ByHash,
  reply: StoredFile,
  example: exampleFile
})

/** Who looked at a case: opened ones and searches one by one, lists folded by official. */
export const Readers = Type.Object({
  opened: Type.Array(
    Type.Object({ at: Moment, how: Type.String(), name: orNull(Type.String()), office: orNull(Text) })
  ),
  listed: Type.Array(
    Type.Object({ name: orNull(Type.String()), office: orNull(Text), times: Type.Integer(), lastAt: Moment })
  )
})
export type Readers = Static<typeof Readers>

/** The same over all of one's cases; what was opened names the cases it showed. */
export const MyReaders = Type.Object({
  opened: Type.Array(
    Type.Object({
      at: Moment,
      how: Type.String(),
      name: orNull(Type.String()),
      office: orNull(Text),
      numbers: Type.Array(Type.String())
    })
  ),
  listed: Readers.properties.listed
})
export type MyReaders = Static<typeof MyReaders>

export const listMyReaders = endpoint({
  name: 'cases.my_readers',
  method: 'GET',
  url: '/api/my/readers',
  summary:
    '“Ai đã xem dữ liệu của tôi”: who looked at any of one’s own cases, those claimed later included, when and how; lists folded by official.',
  may: ['citizen'],
  reply: MyReaders,
  example: {
    opened: [
      {
        at: '2021-12-29T02:05:00.000Z',
        how: 'opened',
        name: 'Lê Thị Mai',
        office: { vi: 'UBND xã Hồng Bắc', en: 'Hồng Bắc Commune People’s Committee' },
        numbers: ['H57.28.07-211229-0017']
      }
    ],
    listed: []
  }
})

export const listReaders = endpoint({
  name: 'cases.readers',
  method: 'GET',
  url: '/api/cases/:id/readers',
  summary: 'Who has looked at one’s own case: opened, searched, or seen in a list n times.',
  may: ['citizen'],
  params: Type.Object({ id: Uuid }, { additionalProperties: false }),
  reply: Readers,
  example: {
    opened: [
      {
        at: '2021-12-29T02:05:00.000Z',
        how: 'opened',
        name: 'Lê Thị Mai',
        office: { vi: 'UBND xã Hồng Bắc', en: 'Hồng Bắc Commune People’s Committee' }
      }
    ],
    listed: []
  }
})

export const readCalendar = endpoint({
  name: 'calendar.read',
  method: 'GET',
  url: '/api/calendar',
  summary:
    'The calendar in force, and the year whose days off should be loaded by now: from 1 October the next one’s. Until it is, due dates beyond are provisional.',
  may: ['administrator', 'centre'],
  reply: Type.Object({ edition: Type.String(), loadedThrough: Type.Integer(), missing: orNull(Type.Integer()) }),
  example: { edition: '2021-5f0c9a1b2c3d', loadedThrough: 2021, missing: 2022 }
})

export const declareResidence = endpoint({
  name: 'me.declare_residence',
  method: 'PUT',
  url: '/api/me/residence',
  summary:
    'An official declares where they live, so that an act on a dossier of their household is warned of and written down.',
  may: ['officer', 'specialist', 'leader'],
  body: Type.Object(
    { commune: Type.String({ pattern: '^\\d{5}$' }), line: Type.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false }
  ),
  reply: Type.Object({ commune: Type.String(), line: Type.String() }),
  example: { commune: '19756', line: '12 Chi Lăng' }
})

/** Everybody who can sign in has notices and says how to be reached. */
const anybodySignedIn = roles

const NoticeView = Type.Object({
  id: Uuid,
  case: orNull(Uuid),
  kind: Type.String({ description: 'what is told, such as dossiers.received' }),
  title: Text,
  text: Text,
  at: Moment,
  readAt: orNull(Moment)
})
const Unread = Type.Object({ unread: Type.Integer() })

export const listNotices = endpoint({
  name: 'notices.mine',
  method: 'GET',
  url: '/api/my/notices',
  summary: 'What was told to who is signed in: unread first, then the newest; at most a hundred.',
  may: anybodySignedIn,
  reply: Type.Object({ unread: Type.Integer(), rows: Type.Array(NoticeView) }),
  example: {
    unread: 1,
    rows: [
      {
        id: '017e0500-0000-7000-8000-0000000000a1',
        case: '017e0500-0000-7000-8000-000000000001',
        kind: 'dossiers.received',
        title: { vi: 'Đã tiếp nhận hồ sơ', en: 'Dossier received' },
        text: {
          vi: 'Đã tiếp nhận hồ sơ H57.28.07-211229-0017 lúc 09:05. Hẹn trả kết quả: trước 17:30 thứ Tư 29/12/2021, tại UBND xã Hồng Bắc.',
          en: 'Dossier H57.28.07-211229-0017 was received at 09:05. The result is promised before 17:30 Wednesday 29/12/2021, at the People’s Committee of Hồng Bắc Commune.'
        },
        at: '2021-12-29T02:05:00.000Z',
        readAt: null
      }
    ]
  }
})

export const markRead = endpoint({
  name: 'notices.read',
  method: 'POST',
  url: '/api/my/notices/:id/read',
  summary: 'Marks one notice as read.',
  may: anybodySignedIn,
  params: Type.Object({ id: Uuid }, { additionalProperties: false }),
  reply: Unread,
  example: { unread: 0 }
})

export const markAllRead = endpoint({
  name: 'notices.read_all',
  method: 'POST',
  url: '/api/my/notices/read',
  summary: 'Marks every notice as read.',
  may: anybodySignedIn,
  reply: Unread,
  example: { unread: 0 }
})

export const openLiveStream = endpoint({
  name: 'live.open',
  method: 'GET',
  url: '/api/live',
  summary:
    'Server-sent events for open screens: `notes` carries the cases that changed, of those one may see, and what happened; `again` says that some may have been missed. Ids only: ask again for the rest.',
  may: anybodySignedIn,
  sendsEvents: true,
  reply: Type.Array(Type.Object({ case: Uuid, what: Type.String() })),
  example: [{ case: '017e0500-0000-7000-8000-000000000001', what: 'dossiers.dossier_received' }]
})
