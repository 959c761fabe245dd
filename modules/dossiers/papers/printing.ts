import { createHash } from 'node:crypto'
import { type Ctx, Refusal } from '@motcua/kernel'
import { renderPaper } from '@motcua/kernel/papers'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatLength, formatLimit, formatNumber } from '@motcua/kernel/rules/text'
import { getVersion } from '@motcua/procedures'
import { limitOf, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import qrcode from 'qrcode'
import type { StoredPaper } from '../contract.ts'
import { getDossier, type Row } from '../dossiers.ts'
import type { apologyOf, BodyOf } from '../handling.ts'
import { facts } from '../rules.ts'
import { headingOf, momentInWords } from './heading.ts'
import { type Past, pastOf } from './past.ts'
import { kindWords, wording } from './wording.ts'

export type Drawn = { bytes: Uint8Array; mediaType: string; name: string; caseId: string }
export type PaperKind = keyof typeof forms
/** What of a dossier stands on a paper of it. */
type Issued = Pick<Row, 'id' | 'number' | 'office_id' | 'tracking_code' | 'subject' | 'way'>
type Source = { row: Issued; procedure: Procedure; past: Past; draft: boolean }

/** The forms of Circular 01/2018/TT-VPCP: the facts they are issued by, their abbreviation, and what they add to the heading. */
export const forms = {
  receipt: {
    form: '01',
    facts: [facts.receive, facts.takeIn],
    mark: 'TNHS',
    template: new URL('./receipt.typ', import.meta.url),
    name: 'giay-hen',
    content: receiptContent
  },
  supplementRequest: {
    form: '02',
    facts: [facts.askSupplement],
    mark: 'HDHS',
    template: new URL('./supplement-request.typ', import.meta.url),
    name: 'phieu-bo-sung',
    content: supplementContent
  },
  refusal: {
    form: '03',
    facts: [facts.refuse],
    mark: 'TCHS',
    template: new URL('./refusal.typ', import.meta.url),
    name: 'phieu-tu-choi',
    content: refusalContent
  },
  apology: {
    form: '04',
    facts: [facts.apologise],
    mark: 'XLHL',
    template: new URL('./apology.typ', import.meta.url),
    name: 'phieu-xin-loi',
    content: apologyContent
  }
} as const

/**
 * A paper as it was issued, drawn from the history: a reprint gives the same bytes. Of several of a kind the last, or the one asked for. Its
 * hash is kept, so that a copy of it can be told from a forgery even when the template has changed since.
 */
export async function printPaper(ctx: Ctx, id: string, kind: PaperKind, place?: number): Promise<Drawn> {
  const { form, facts: issuedBy } = forms[kind]
  const row = await getDossier(ctx, id)
  const [procedure, issued] = await Promise.all([getVersion(ctx, row.version_id), pastOf(ctx, id, issuedBy)])
  const past = issued.at((place ?? issued.length) - 1)
  if (!past || issued.length === 0) throw new Refusal(404, 'paper.none', { number: row.number })
  const drawn = await draw(ctx, kind, { row, procedure, past, draft: false }, place ?? issued.length)
  const sha256 = createHash('sha256').update(drawn.bytes).digest('hex')
  await ctx.db`
    insert into dossiers.printed_paper (sha256, case_id, form, seq, printed_at)
    values (${sha256}, ${id}, ${form}, ${past.seq}, ${ctx.now}) on conflict do nothing`
  return drawn
}

/** Draws a paper: the first of its kind, or the one at a later place. */
export async function draw(ctx: Ctx, kind: PaperKind, source: Source, place: number): Promise<Drawn> {
  const { row, procedure, past, draft } = source
  const { template, name, mark, content } = forms[kind]
  const heading = await headingOf(ctx, row, procedure, {
    title: wording.titles[kind],
    mark: place > 1 ? `${mark}-${place}` : mark,
    at: past.at,
    officer: past.by,
    answers: past.answers,
    draft
  })
  const tracking = `${ctx.publicUrl}/tra-cuu?so=${row.number}&ma=${row.tracking_code}`
  const qr = await squareOf(tracking)
  const bytes = await renderPaper(template, { ...heading, ...content(source) }, { pictures: { 'qr.svg': qr } })
  return { bytes, mediaType: 'application/pdf', name: `${name}-${row.number}.pdf`, caseId: row.id }
}

/** The square that a telephone reads, as SVG; always in the same pattern and of one kind of signs, since to weigh others takes longer than to draw. */
export const squareOf = (address: string): Promise<string> =>
  qrcode.toString([{ data: Buffer.from(address), mode: 'byte' }], {
    type: 'svg',
    margin: 0,
    errorCorrectionLevel: 'M',
    maskPattern: 3
  })

/** Mẫu 01: what was filed, how many, of which kind; of every file its size and hash, which prove what arrived. */
function receiptContent({ row, procedure, past }: Source) {
  const day = dayOf(past.at)
  const { dueAt, provisional } = past.body as { dueAt: string; provisional: boolean }
  const parts = requiredPapers(procedure, past.answers, day).map(({ code, name, kind, sets, fromAnswers }) => {
    const files = past.papers.filter((paper) => paper.code === code)
    const handed = kind === 'handIn' || kind === 'copy'
    const sent = files.length > 0 && row.way === 'online' ? ` (${wording.sentOnline})` : ''
    return {
      name: name.vi,
      kind: (fromAnswers ? wording.fromAnswers : kindWords[kind]) + sent,
      sets: handed ? sets : null,
      files: files.map(fileLine)
    }
  })
  return {
    parts,
    voices: past.voices.map((voice) => fileLine({ ...voice, name: wording.voice(formatLength(voice.seconds)) })),
    sets: Math.max(1, ...parts.map((part) => part.sets ?? 1)),
    limit: formatLimit(limitOf(procedure, past.answers, day), 'vi'),
    received: momentInWords(past.at),
    due: momentInWords(new Date(dueAt)),
    provisional
  }
}

const fileLine = ({ name, size, sha256 }: Pick<StoredPaper, 'name' | 'size' | 'sha256'>) => ({
  name,
  size:
    size < 1_000_000
      ? `${formatNumber(Math.ceil(size / 1_000), 'vi')} KB`
      : `${formatNumber(Math.round(size / 1e5) / 10, 'vi')} MB`,
  sha256: (sha256.match(/.{8}/g) ?? []).join(' ')
})

/** Mẫu 02: everything that is missing, at once. */
function supplementContent({ procedure, past }: Source) {
  const { items, reason } = past.body as BodyOf<'askSupplement'>
  const names = new Map<string, string>([
    ...procedure.papers.map((paper) => [`paper ${paper.code}`, paper.name.vi] as const),
    ...procedure.form.sections.flatMap(({ fields }) =>
      fields.map((field) => [`field ${field.name}`, field.label.vi] as const)
    )
  ])
  return {
    items: items.map((item) => ({ name: names.get(`${item.kind} ${item.name}`) ?? item.name, how: item.how })),
    reason
  }
}

/** Mẫu 03: the ground with its article, the reason in this case, and where the right place is. */
function refusalContent({ procedure, past }: Source) {
  const { ground, reason, article, rightPlace } = past.body as BodyOf<'refuseDossier'> & {
    article: string
  }
  const text = procedure.refusalGrounds.find((known) => known.code === ground)?.text.vi ?? ground
  // The screen begins the reason with the ground; it stands on the paper once.
  const begun = `${text} (${article}).`
  const more = (reason.startsWith(begun) ? reason.slice(begun.length) : reason).trim()
  return { ground: text.replace(/\.$/, ''), article, reason: more || null, rightPlace: rightPlace ?? null }
}

/** Mẫu 04: why, what had been promised, and the new day. */
function apologyContent({ past }: Source) {
  const { reason, detail, because, dueAt, redatedTo } = past.body as ReturnType<typeof apologyOf>
  return {
    because,
    detail: reason === 'other' ? null : (detail ?? null),
    due: momentInWords(new Date(dueAt)),
    redated: momentInWords(new Date(redatedTo))
  }
}
