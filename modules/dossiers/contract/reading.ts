import { Day, endpoint, Moment, oneOf, orNull, Sha256, StateName, Uuid } from '@motcua/kernel/contract'
import { type Static, Type } from 'typebox'
import { flags, type Verb, workflow } from '../rules.ts'
import { Reminder } from './asking.ts'
import { Answers, OnBehalf, StoredPaper, StoredVoice } from './filing.ts'
import { Opinion } from './opinions.ts'
import { PostTo } from './posting.ts'
import { ById, closed, standing, Warnings } from './standing.ts'

const VerbName = oneOf(Object.keys(workflow) as Verb[])

const Flags = Type.Array(oneOf(flags), { description: 'what oversight looks at again: a question, not a charge' })

const TimelineEntry = Type.Object({
  at: Moment,
  what: Type.String(),
  state: StateName,
  officeVi: Type.String(),
  officeEn: Type.String(),
  by: orNull(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown())
})

/** What the applicant said with a supplement, in words or by voice. */
const Reply = Type.Object({ at: Moment, text: Type.Optional(Type.String()), voice: Type.Optional(StoredVoice) })
export type Reply = Static<typeof Reply>

const StationView = Type.Object({
  code: Type.String(),
  office: Type.Integer(),
  officeVi: Type.String(),
  officeEn: Type.String(),
  post: Type.String(),
  hours: Type.Number()
})

export const DossierView = Type.Object({
  id: Uuid,
  number: Type.String(),
  trackingCode: orNull(Type.String()),
  state: StateName,
  procedure: Type.String(),
  version: Uuid,
  way: oneOf(['online', 'desk']),
  byPhotographs: Type.Boolean({ description: 'filed at the desk by photographs that the citizen sent' }),
  subject: Type.String(),
  answers: Answers,
  papers: Type.Array(StoredPaper),
  fee: Type.Integer(),
  office: Type.Integer(),
  holder: Type.Integer(),
  route: Type.Array(StationView),
  stepAt: Type.Integer(),
  openedAt: Moment,
  receivedAt: orNull(Moment),
  answerDueAt: orNull(Moment),
  dueAt: orNull(Moment),
  /** The new day that an apology gave; `dueAt` stays what the law had promised. */
  redatedTo: orNull(Moment),
  shareDueAt: orNull(Moment),
  provisional: Type.Boolean(),
  stoppedAt: orNull(Moment),
  workingMsLeft: orNull(Type.Number({ description: 'working time to the due moment, ms; below zero: late' })),
  request: orNull(Type.Record(Type.String(), Type.Unknown())),
  outcome: orNull(oneOf(['granted', 'not_granted'])),
  result: orNull(
    Type.Object({
      sha256: Type.Optional(Sha256),
      name: Type.Optional(Type.String()),
      size: Type.Optional(Type.Integer()),
      mediaType: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String())
    })
  ),
  collectedBy: orNull(Type.String()),
  /** Where the result goes by post, if the applicant wants that. */
  postTo: orNull(PostTo),
  whyNoPost: orNull(oneOf(['no_way', 'not_open', 'compare'] as const)),
  forwardDueAt: orNull(Moment),
  flags: Flags,
  warnings: Warnings,
  firstFiledAt: Type.String({
    format: 'date-time',
    description: 'over earlier filings of the same matter by the same person'
  }),
  earlier: Type.Array(Type.Object({ number: Type.String(), openedAt: Moment, state: StateName })),
  opinions: Type.Array(Opinion),
  onBehalf: orNull(OnBehalf),
  paid: orNull(Type.Object({ receipt: Type.String(), at: Moment, amount: Type.Integer() })),
  feeDue: Type.Integer({ description: 'đồng still to be paid' }),
  originals: Type.Array(Type.String(), { description: 'papers whose original lies with the desk, to be handed back' }),
  reminders: Type.Array(Reminder),
  helps: orNull(Type.String({ description: 'the name of whose dossier it is, where who asks helps them' })),
  mayRemind: Type.Boolean({ description: 'the applicant may remind now: late, and not reminded on this working day' }),
  mayRate: Type.Boolean({ description: 'the applicant may rate: handed over, and not rated yet' }),
  replyAwaitedAt: orNull(Moment),
  replies: Type.Array(Reply, { description: 'messages that came with a supplement' }),
  timeline: Type.Array(TimelineEntry),
  actions: Type.Array(VerbName)
})
export type DossierView = Static<typeof DossierView>

const exampleView: DossierView = {
  id: standing.id,
  number: standing.number,
  trackingCode: '8K3F9T2M',
  state: 'received',
  procedure: '1.001193',
  version: '019aafd4-5c00-7000-8000-00000000000a',
  way: 'online',
  byPhotographs: false,
  subject: 'NGUYỄN THỊ HOA',
  answers: { applicant_name: 'NGUYỄN THỊ HOA' },
  papers: [],
  fee: 0,
  office: 2807,
  holder: 2807,
  route: [],
  stepAt: 0,
  openedAt: '2021-12-29T01:31:00.000Z',
  receivedAt: '2021-12-29T02:05:00.000Z',
  answerDueAt: null,
  dueAt: standing.dueAt,
  redatedTo: null,
  shareDueAt: null,
  provisional: false,
  stoppedAt: null,
  workingMsLeft: 21_600_000,
  request: null,
  outcome: null,
  result: null,
  collectedBy: null,
  postTo: null,
  whyNoPost: 'not_open',
  forwardDueAt: '2021-12-29T10:30:00.000Z',
  flags: [],
  warnings: [],
  firstFiledAt: '2021-12-29T01:31:00.000Z',
  earlier: [],
  opinions: [],
  onBehalf: null,
  paid: null,
  feeDue: 0,
  originals: [],
  reminders: [],
  helps: null,
  mayRemind: false,
  mayRate: false,
  replyAwaitedAt: null,
  replies: [],
  timeline: [],
  actions: ['forward']
}

export const openDossier = endpoint({
  name: 'dossiers.open',
  method: 'GET',
  url: '/api/dossiers/:id',
  summary:
    'One dossier with its history and the verbs open to who asks. Opening is written down for the applicant to see.',
  may: ['citizen', 'officer', 'specialist', 'leader', 'centre', 'inspector'],
  params: ById,
  reply: DossierView,
  example: exampleView,
  shows: { how: 'opened', cases: (reply) => [reply.id] }
})

export const openPaper = endpoint({
  name: 'dossiers.open_paper',
  method: 'GET',
  url: '/api/dossiers/:id/files/:sha256',
  summary:
    'A paper, the result or a recorded message of a dossier, as an attachment: as it was brought, or the copy of a picture that screens show.',
  may: ['citizen', 'officer', 'specialist', 'leader', 'centre', 'inspector'],
  params: Type.Object({ id: Uuid, sha256: Sha256 }, closed),
  query: Type.Object({ as: Type.Optional(oneOf(['shown'] as const)) }, closed),
  reply: Type.Object({ caseId: Uuid }),
  example: { caseId: standing.id },
  sendsFile: true,
  shows: { how: 'opened', cases: (reply) => [reply.caseId] }
})

export const DossierRow = Type.Object({
  id: Uuid,
  number: Type.String(),
  state: StateName,
  procedure: Type.String(),
  subject: Type.String(),
  holder: Type.Integer(),
  holderVi: Type.String(),
  holderEn: Type.String(),
  post: Type.String(),
  openedAt: Moment,
  answerDueAt: orNull(Moment),
  dueAt: orNull(Moment),
  shareDueAt: orNull(Moment),
  workingMsLeft: orNull(Type.Number()),
  /** Share of the limit that is used up, 0 to 1 and beyond; null before receipt. */
  used: orNull(Type.Number()),
  flags: Flags,
  /** Opinions asked on it that are still awaited. */
  opinionsOpen: Type.Integer(),
  /** In the tab of opinions: by when one’s own is due. */
  opinionDueAt: orNull(Moment),
  /** By when the oldest reminder that is not answered is to be answered. */
  reminderDueAt: orNull(Moment),
  /** Since when a message of the applicant waits for an answer. */
  replyAwaitedAt: orNull(Moment),
  feeDue: Type.Integer(),
  decidedAt: orNull(Moment)
})
export type DossierRow = Static<typeof DossierRow>
const exampleRow: DossierRow = {
  id: standing.id,
  number: standing.number,
  state: 'received',
  procedure: '1.001193',
  subject: 'NGUYỄN THỊ HOA',
  holder: 2807,
  holderVi: 'UBND xã Hồng Bắc',
  holderEn: 'Hồng Bắc Commune People’s Committee',
  post: 'officer',
  openedAt: '2021-12-29T01:31:00.000Z',
  answerDueAt: null,
  dueAt: standing.dueAt,
  shareDueAt: null,
  workingMsLeft: 21_600_000,
  used: 0.25,
  flags: [],
  opinionsOpen: 0,
  opinionDueAt: null,
  reminderDueAt: null,
  replyAwaitedAt: null,
  feeDue: 0,
  decidedAt: null
}
const rowsShown = { how: 'listed', cases: (reply: { rows: DossierRow[] }) => reply.rows.map((row) => row.id) } as const

const HelpedRows = Type.Object({ person: Uuid, name: Type.String(), rows: Type.Array(DossierRow) })

export const listMyDossiers = endpoint({
  name: 'dossiers.mine',
  method: 'GET',
  url: '/api/my/dossiers',
  summary: 'The dossiers of who is signed in, newest first, and beside them those of each person whom they help.',
  may: ['citizen'],
  reply: Type.Object({ rows: Type.Array(DossierRow), helped: Type.Array(HelpedRows) }),
  example: {
    rows: [exampleRow],
    helped: [{ person: '019aafd4-5c00-7000-8000-00000000000c', name: 'Lê Thị Sen', rows: [] }]
  },
  shows: {
    how: 'listed',
    cases: ({ rows, helped }) => [rows, ...helped.map((one) => one.rows)].flat().map((row) => row.id)
  }
})

export const workTabs = ['mine', 'toAnswer', 'overdue', 'today', 'waiting', 'toReturn', 'opinions'] as const
export const listWork = endpoint({
  name: 'dossiers.work',
  method: 'GET',
  url: '/api/work',
  summary:
    'The work of one’s posts, what runs out first on top: to do (mine), online to answer, overdue, due today, waiting for the citizen, results to return (oldest first), opinions asked of one.',
  may: ['officer', 'specialist', 'leader'],
  query: Type.Object(
    {
      tab: oneOf(workTabs),
      after: Type.Optional(Uuid),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }))
    },
    closed
  ),
  reply: Type.Object({
    rows: Type.Array(DossierRow),
    counts: Type.Object({
      mine: Type.Integer(),
      toAnswer: Type.Integer(),
      overdue: Type.Integer(),
      today: Type.Integer(),
      waiting: Type.Integer(),
      toReturn: Type.Integer(),
      opinions: Type.Integer()
    }),
    at: Moment
  }),
  example: {
    rows: [exampleRow],
    counts: { mine: 1, toAnswer: 0, overdue: 0, today: 1, waiting: 0, toReturn: 0, opinions: 0 },
    at: '2021-12-29T03:00:00.000Z'
  },
  shows: rowsShown
})

export const searchDossiers = endpoint({
  name: 'dossiers.search',
  method: 'GET',
  url: '/api/dossiers',
  summary: 'Finds dossiers one may see by number, name (accents may be left out) or the applicant’s identity number.',
  may: ['officer', 'specialist', 'leader', 'centre', 'inspector'],
  query: Type.Object({ q: Type.String({ minLength: 3, maxLength: 100 }) }, closed),
  reply: Type.Object({ rows: Type.Array(DossierRow) }),
  example: { rows: [exampleRow] },
  shows: { how: 'searched', cases: (reply) => reply.rows.map((row) => row.id) }
})

/** What anyone with number and code may know: no name, no address, no answer. */
export const TrackedDossier = Type.Object({
  number: Type.String(),
  state: StateName,
  procedure: Type.String(),
  procedureVi: Type.String(),
  procedureEn: Type.String(),
  officeVi: Type.String(),
  officeEn: Type.String(),
  holderVi: Type.String(),
  holderEn: Type.String(),
  openedAt: Moment,
  receivedAt: orNull(Moment),
  answerDueAt: orNull(Moment),
  dueAt: orNull(Moment),
  provisional: Type.Boolean(),
  /** The new day that an apology gave. */
  redatedTo: orNull(Moment),
  late: Type.Boolean(),
  /** The last reminder, without the office's words. */
  reminder: orNull(Type.Object({ sentAt: Moment, dueAt: Moment, answeredAt: orNull(Moment), expectedOn: orNull(Day) })),
  mayRemind: Type.Boolean(),
  steps: Type.Array(
    Type.Object({ at: Moment, what: Type.String(), state: StateName, officeVi: Type.String(), officeEn: Type.String() })
  )
})
export type TrackedDossier = Static<typeof TrackedDossier>

export const trackDossier = endpoint({
  name: 'dossiers.track',
  method: 'GET',
  url: '/api/tracking',
  summary: 'Where a dossier stands, by number and code. Five wrong tries an hour per number and per address.',
  may: 'anyone',
  query: Type.Object({ number: Type.String({ maxLength: 60 }), code: Type.String({ maxLength: 60 }) }, closed),
  reply: Type.Union([TrackedDossier, Type.Object({ found: Type.Literal(false) })]),
  example: { found: false }
})

export const promiseOf = endpoint({
  name: 'dossiers.promise',
  method: 'GET',
  url: '/api/procedures/:code/promise',
  summary: 'Which desk answers for a commune, and when the result is due if one filed now and were received at once.',
  may: 'anyone',
  params: Type.Object({ code: Type.String({ maxLength: 40 }) }, closed),
  query: Type.Object({ commune: Type.String({ pattern: '^\\d{5}$' }) }, closed),
  reply: Type.Object({
    office: Type.Integer(),
    officeVi: Type.String(),
    officeEn: Type.String(),
    answerDueAt: Moment,
    dueAt: Moment,
    provisional: Type.Boolean(),
    today: Day
  }),
  example: {
    office: 2807,
    officeVi: 'UBND xã Hồng Bắc',
    officeEn: 'Hồng Bắc Commune People’s Committee',
    answerDueAt: '2021-12-30T10:30:00.000Z',
    dueAt: '2021-12-29T10:30:00.000Z',
    provisional: false,
    today: '2021-12-29'
  }
})
