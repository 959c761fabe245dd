import type { Limit } from '@motcua/kernel/rules/calendar'
import type { Form } from '@motcua/kernel/rules/form'
import type { Agency } from './agencies.ts'
import type { Paper, Procedure, Step } from './rules.ts'

/** What every list of procedures says: enough to file, receive, examine and decide. */
export type PlainProcedure = {
  code: string
  name: string
  english?: string
  shortName?: string
  field: string
  agency: Agency
  who?: string
  papers: { name: string; kind: Paper['kind']; sets: number }[]
  limit: Limit
  fee: number
  ways: Procedure['ways']
  result?: string
  legal?: string
  called: string[]
  lifeEvents: string[]
}

/** By this section a version made from a list is told from one that somebody wrote out. */
export const standardSection = 'standard_request'

export const isStandard = ({ form }: Pick<Procedure, 'form'>): boolean => form.sections[0]?.name === standardSection

// Any procedure can begin with this: who asks, how to reach them, what for.
const standardForm: Form = {
  sections: [
    {
      name: standardSection,
      title: { vi: 'Người yêu cầu và nội dung', en: 'Who asks, and for what' },
      fields: [
        {
          name: 'applicant_name',
          type: 'personName',
          label: { vi: 'Họ tên người yêu cầu?', en: 'Your full name?' },
          official: { vi: 'Họ, chữ đệm, tên người yêu cầu', en: 'Surname, middle and given name of the applicant' }
        },
        {
          name: 'organisation_name',
          type: 'shortText',
          label: { vi: 'Tên tổ chức, nếu nộp thay tổ chức?', en: 'Name of the organisation, if you file for one?' },
          official: { vi: 'Tên tổ chức, mã số', en: 'Name and number of the organisation' },
          optional: true
        },
        {
          name: 'applicant_personal_id',
          type: 'personalId',
          label: { vi: 'Số định danh cá nhân?', en: 'Personal identity number?' },
          official: { vi: 'Số định danh cá nhân / căn cước công dân', en: 'Personal identity number' },
          help: {
            vi: '12 chữ số ở mặt trước thẻ căn cước công dân.',
            en: '12 digits on the front of the citizen card.'
          }
        },
        {
          name: 'applicant_phone',
          type: 'phone',
          label: { vi: 'Số điện thoại?', en: 'Telephone number?' },
          official: { vi: 'Điện thoại', en: 'Telephone' }
        },
        {
          name: 'applicant_address',
          type: 'address',
          label: { vi: 'Địa chỉ?', en: 'Address?' },
          official: {
            vi: 'Địa chỉ (nơi cư trú, hoặc nơi có cơ sở, thửa đất)',
            en: 'Address (home, place of business or plot)'
          },
          help: {
            vi: 'Nơi nộp và nơi giải quyết được xác định theo địa chỉ này.',
            en: 'Which desk receives and which office decides follows from this address.'
          },
          inProvince: true
        },
        {
          name: 'request',
          type: 'longText',
          label: { vi: 'Yêu cầu giải quyết việc gì?', en: 'What do you ask for?' },
          official: { vi: 'Nội dung yêu cầu giải quyết', en: 'Subject of the request' }
        }
      ]
    }
  ]
}

/** A procedure in three steps with the standard form. What the list did not say is typical, and stands under `doubts`. */
export function standardProcedure(plain: PlainProcedure, asOf: string): Procedure {
  const { code, name, english, shortName, field, agency, papers, limit, fee } = plain
  const same = (vi: string, en = vi) => ({ vi, en })
  const doubts: Procedure['doubts'] = [
    { at: 'steps', why: 'Ba bước và số giờ từng bước theo mẫu chung, chưa theo quy trình nội bộ đã công bố.' },
    { at: 'refusalGrounds', why: 'Lý do từ chối theo quy định chung, chưa nêu lý do riêng của thủ tục này.' },
    { at: 'form', why: 'Dùng tờ khai chung; mẫu riêng của thủ tục, nếu có, nộp kèm như một giấy tờ.' },
    { at: 'retention', why: 'Thời hạn lưu 10 năm là giả định.' },
    ...(plain.legal ? [] : [{ at: 'legal', why: 'Danh mục chưa nêu căn cứ pháp lý riêng.' }]),
    ...(english ? [] : [{ at: 'name.en', why: 'Chưa có tên tiếng Anh.' }])
  ]
  return {
    source: 'Danh mục thủ tục do quản trị nhập từ tệp; biểu mẫu, các bước và lý do từ chối theo mẫu chung.',
    code,
    name: same(name, english),
    shortName: same(shortName ?? cut(name), english ?? shortName ?? cut(name)),
    field: same(field),
    lifeEvents: plain.lifeEvents,
    ...(plain.called.length > 0 ? { alsoCalled: plain.called } : {}),
    level: agency.level,
    desk: [{ address: 'applicant_address' }],
    who: plain.who ? same(plain.who) : same('Cá nhân, tổ chức có yêu cầu.', 'Any person or organisation concerned.'),
    ways: plain.ways,
    prepare: ['applicant_address'],
    limits: [{ limit }],
    papers: papers.map((paper, i) => ({ code: `paper_${i + 1}`, ...paper, name: same(paper.name) })),
    fees: fee === 0 ? [] : [{ code: 'fee', name: same('Phí, lệ phí', 'Fee'), amount: fee, exemptions: [] }],
    steps: threeSteps(agency, limit),
    supplements: 1,
    afterSupplement: 'resume',
    refusalGrounds: [
      {
        code: 'not_competent',
        text: same(
          'Việc này không thuộc thẩm quyền của cơ quan nhận hồ sơ.',
          'The matter is not within the competence of this office.'
        ),
        article: 'Nghị định 61/2018/NĐ-CP, Điều 17'
      },
      {
        code: 'not_entitled',
        text: same(
          'Người nộp không thuộc đối tượng hoặc chưa đủ điều kiện theo quy định của thủ tục.',
          'The applicant does not meet the conditions of the procedure.'
        ),
        article: 'Nghị định 61/2018/NĐ-CP, Điều 17'
      }
    ],
    result: plain.result
      ? same(plain.result)
      : same(
          'Kết quả giải quyết, hoặc văn bản trả lời nêu rõ lý do.',
          'The decision, or a letter that gives the reasons.'
        ),
    retention: { years: 10 },
    legal: [
      plain.legal
        ? { number: plain.legal, articles: '–' }
        : { number: '61/2018/NĐ-CP', articles: 'Cơ chế một cửa, một cửa liên thông' }
    ],
    form: standardForm,
    declaration: same(
      'Tôi cam đoan nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung đã khai.',
      'I declare that what I have stated is true, and answer for it before the law.'
    ),
    roles: {
      applicantName: 'applicant_name',
      applicantId: 'applicant_personal_id',
      applicantPhone: 'applicant_phone',
      applicantAddress: 'applicant_address',
      subjectName: 'applicant_name'
    },
    doubts,
    asOf
  }
}

const desks = { commune: 'commune_committee', district: 'district_centre', province: 'provincial_centre' } as const

function threeSteps({ level, unit, post = 'specialist' }: Agency, limit: Limit): Step[] {
  const whole = 'sameDay' in limit ? 8 : limit.unit.endsWith('Day') ? limit.amount * 8 : limit.amount
  // Parts of eighths and of whole hours add up without a rest.
  const receive = whole > 8 ? 4 : whole / 8
  const decide = whole > 8 ? Math.min(16, Math.floor(whole / 4)) : whole / 4
  return [
    {
      code: 'receive',
      name: { vi: 'Tiếp nhận, kiểm tra, số hóa hồ sơ', en: 'Receive, check and scan' },
      seat: { level, unit: desks[level], post: 'officer' },
      hours: receive
    },
    {
      code: 'examine',
      name: { vi: 'Thẩm định hồ sơ, dự thảo kết quả', en: 'Examine and draft the decision' },
      seat: { level, unit, post },
      hours: whole - receive - decide
    },
    {
      code: 'decide',
      name: { vi: 'Ký kết quả, chuyển bộ phận trả kết quả', en: 'Sign, and pass to the desk' },
      seat: { level, unit, post: 'leader' },
      hours: decide,
      decides: true
    }
  ]
}

const longest = 22

/** A list has room for 22 letters: whole words of the name, as many as fit. */
function cut(name: string): string {
  if (Array.from(name).length <= longest) return name
  const words = Array.from(name)
    .slice(0, longest - 1)
    .join('')
    .split(' ')
  return `${(words.length > 1 ? words.slice(0, -1) : words).join(' ')}…`
}
