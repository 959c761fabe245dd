import type { Answer, Answers } from '@motcua/kernel/rules/form'
import { withoutAccents } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import type { Address, District } from '@motcua/ui/controls/address-field.tsx'
import type { Who } from './intakes.ts'

/** Chip cards were issued by this department until the Law on Identification came into force on 01/07/2024. */
const issuerOf = (day: string) =>
  day < '2024-07-01' ? 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' : 'Bộ Công an'

/**
 * The answers that the applicant's card gives. A form names the questions about one person alike (`owner_name`, `owner_sex`): the role of
 * the applicant's name tells whose card it is.
 */
export function answersOf(procedure: Procedure, who: Who, districts: District[]): Answers {
  const { roles } = procedure
  const prefix = roles.applicantName.replace(/name$/, '')
  const { personalId, name, sex, birthDate, address, issuedOn } = who
  const fields = procedure.form.sections.flatMap((section) => section.fields)
  const known = (field: { name: string; type: string }): Answer | undefined => {
    if (field.name === roles.applicantName) return name
    if (field.name === roles.applicantId) return personalId
    if (!field.name.startsWith(prefix)) return undefined
    switch (field.type) {
      case 'idPaper':
        return issuedOn && { kind: 'cccd', number: personalId, issuedOn, issuedBy: issuerOf(issuedOn) }
      case 'address':
        return address ? (placeOf(address, districts) as Answer) : undefined
      case 'choice':
        return field.name === `${prefix}sex` ? sex : undefined
      case 'date':
        return field.name === `${prefix}birth_date` ? birthDate : undefined
      case 'partialDate':
        return field.name.startsWith(`${prefix}birth`) ? birthDate : undefined
      default:
        return undefined
    }
  }
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = known(field)
      return value === undefined || value === '' ? [] : [[field.name, value]]
    })
  )
}

const bare = (name: string) =>
  withoutAccents(name)
    .toLowerCase()
    .replace(/^(phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|tinh|tp\.?|p\.|x\.|tt\.?)\s+/, '')
    .trim()

/** "12 Chi Lăng, Gia Hội, Thành phố Huế, Thừa Thiên Huế": commune and line where the commune is one of ours, the whole text otherwise. */
export function placeOf(address: string, districts: District[]): Address {
  const parts = address.split(',').map((part) => part.trim())
  const names = parts.map(bare)
  if (/thua thien|^hue$/.test(names.at(-1) ?? ''))
    for (const { name, communes } of districts) {
      const inDistrict = districts.length === 1 ? names.length - 1 : names.lastIndexOf(bare(name), names.length - 2)
      if (inDistrict < 1) continue
      for (const commune of communes) {
        const at = names.lastIndexOf(bare(commune.name), inDistrict - 1)
        if (at >= 0) return { commune: commune.code, line: parts.slice(0, at).join(', ') }
      }
    }
  return { elsewhere: address }
}
