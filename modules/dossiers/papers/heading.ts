import type { Ctx } from '@motcua/kernel'
import { orNull } from '@motcua/kernel/contract'
import { dayOf } from '@motcua/kernel/rules/calendar'
import type { Answers } from '@motcua/kernel/rules/form'
import { formatTime } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import { Type } from 'typebox'
import type { Row } from '../dossiers.ts'
import { applicantOf } from '../filing.ts'
import { wording } from './wording.ts'

const Desk = Type.Object({
  kind: Type.String(),
  name_vi: Type.String(),
  parent_vi: orNull(Type.String()),
  place: orNull(Type.String())
})
const Area = Type.Object({ name: Type.String() })

type Headed = Pick<Row, 'number' | 'office_id' | 'tracking_code' | 'subject'>

export type Heading = {
  title: string
  /** What follows the serial in "Số: …", as the circular abbreviates it: TNHS, HDHS, TCHS. */
  mark: string
  at: Date
  officer: string
  answers: Answers
  draft: boolean
}

/** What stands on every paper: the office, the day, the dossier, the applicant. */
export async function headingOf(ctx: Ctx, row: Headed, procedure: Procedure, heading: Heading) {
  const { title, mark, at, officer, answers, draft } = heading
  const day = dayOf(at)
  const applicant = applicantOf(procedure, answers)
  const [[desk], address] = await Promise.all([
    ctx.db(Desk)`
      select office.kind, office.name_vi, parent.name_vi as parent_vi,
             (select name from kernel.area where code = office.area_code and in_force @> ${day}::date) as place
        from kernel.office office left join kernel.office parent on parent.id = office.parent_id
       where office.id = ${row.office_id}`,
    addressInWords(ctx, applicant.address, day)
  ])
  // A centre is an office of its own under a committee; elsewhere the desk is a part of the office.
  const centre = desk?.kind.endsWith('_centre') === true && desk.parent_vi !== null
  const [year = '', month = '', date = ''] = day.split('-')
  const serial = row.number.slice(row.number.indexOf('-') + 1)
  return {
    title: `${title} ${row.number}`,
    draft,
    agency: centre ? desk.parent_vi : desk?.name_vi,
    desk: centre ? desk.name_vi : wording.desk,
    deskInFull: centre ? desk.name_vi : `${wording.desk} ${desk?.name_vi}`,
    telephone: wording.telephone,
    place: desk?.place ?? '',
    no: `${serial}/${mark}`,
    date: { day: date, month, year },
    created: partsOf(at),
    number: row.number,
    trackingCode: row.tracking_code,
    address: ctx.publicUrl.replace(/^https?:\/\//, ''),
    // What a desk turned away half filled in is known by the name that was said there.
    applicant: { name: applicant.name || row.subject, address, phone: applicant.phone, email: applicant.email },
    content: procedure.name.vi,
    procedure: procedure.code,
    officer,
    book: { volume: `${year} (${wording.electronicBook})`, serial }
  }
}

/** '17 giờ 30 phút, ngày 29 tháng 12 năm 2021', as the forms write a moment. */
export function momentInWords(at: Date): string {
  const [hour, minute] = formatTime(at).split(':')
  const [year, month, date] = dayOf(at).split('-')
  return wording.moment({ hour, minute, date, month, year })
}

/** The moment for the file itself, in universal time and to the second. */
function partsOf(at: Date) {
  const [year, month, day, hour, minute, second] = at.toISOString().split(/\D/).map(Number)
  return { year, month, day, hour, minute, second }
}

async function addressInWords({ db }: Ctx, address: unknown, day: string): Promise<string | null> {
  if (typeof address !== 'object' || address === null) return null
  if ('elsewhere' in address && address.elsewhere) return String(address.elsewhere)
  if (!('commune' in address)) return null
  const [area] = await db(Area)`
    select concat_ws(', ', commune.kind || ' ' || commune.name, district.kind || ' ' || district.name) as name
      from kernel.area commune
      left join kernel.area district on district.code = commune.parent_code and district.in_force @> ${day}::date
     where commune.code = ${String(address.commune)} and commune.in_force @> ${day}::date`
  return [('line' in address && address.line) || null, area?.name ?? null].filter(Boolean).join(', ')
}
