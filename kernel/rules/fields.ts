/** What each type of field takes: the value to store, what is wrong with it, and what looks wrong but may be right. */
import { countries } from './countries.ts'
import { ethnicities } from './ethnicities.ts'
import type { Answer, Fault, Field } from './form.ts'
import {
  checkEmail,
  checkHealthCard,
  checkIdNumber,
  checkLandSerial,
  checkLicenceNo,
  checkName,
  checkOldIdCard,
  checkPersonalId,
  checkPhone,
  checkPlotNo,
  checkSocialInsuranceNo,
  checkTaxCode,
  readHealthCard,
  readLandSerial,
  readLicenceNo,
  readName,
  readNumber,
  readPassport,
  readPhone,
  readTaxCode,
  warnHealthCard,
  warnLicenceNo,
  warnOldIdCard,
  warnPassport,
  warnPersonalId,
  warnPhone,
  warnTaxCode
} from './identity.ts'
import type { Finding } from './identity.ts'
import { findHiddenSign, tidyLine, tidyText } from './text.ts'

export type Lookup = (name: string) => Answer | undefined
export type Known = { hasCommune(code: string): boolean }
export type Circumstances = { lookup: Lookup; today: string; known: Known }
export type Found = { value?: Answer; faults: Fault[]; warnings: Fault[] }

type Verdict = { value: Answer; fault?: Finding | null; warnings?: Finding[] }

export function isFilled(value: Answer | undefined): value is NonNullable<Answer> {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return tidyText(value) !== ''
  if (typeof value === 'object') return Object.values(value).some((part) => part !== null && part !== '')
  return true
}

/** Of a filled field that is not a list. */
export function checkValue(field: Field, value: Answer, path: string, around: Circumstances): Found {
  if (field.type === 'address') return checkAddress(field, value, path, around.known)
  if (field.type === 'idPaper') return checkIdPaper(field, value, path, around)
  const verdict = typeof value === 'string' ? judgeText(field, value, around) : judgeOther(field, value)
  return told(path, verdict)
}

function judgeText(field: Field, value: string, around: Circumstances): Verdict {
  const { today } = around
  switch (field.type) {
    case 'personName':
      return judgeName(value, field)
    case 'shortText':
      return judgeWords(tidyLine(value), { max: 200, ...field })
    case 'longText':
      return judgeWords(tidyText(value), { max: 2000, ...field })
    case 'businessName':
      return judgeBusinessName(tidyLine(value), field)
    case 'personalId':
      return judgePersonalId(readNumber(value), field, around)
    case 'taxCode': {
      const code = readTaxCode(value)
      const fault = checkTaxCode(code)
      return { value: code, fault, warnings: fault ? [] : warnTaxCode(code) }
    }
    case 'idNumber':
      return judgeIdNumber(value, field, around)
    case 'socialInsuranceNo': {
      const number = readNumber(value)
      return { value: number, fault: checkSocialInsuranceNo(number) }
    }
    case 'healthCard': {
      const number = readHealthCard(value)
      const fault = checkHealthCard(number)
      return { value: number, fault, warnings: fault ? [] : warnHealthCard(number) }
    }
    case 'licenceNo': {
      const number = readLicenceNo(value)
      const fault = checkLicenceNo(number)
      return { value: number, fault, warnings: fault ? [] : warnLicenceNo(number) }
    }
    case 'landSerial': {
      const number = readLandSerial(value)
      return { value: number, fault: checkLandSerial(number) }
    }
    case 'plotNo': {
      const number = tidyLine(value)
      return { value: number, fault: checkPlotNo(number) }
    }
    case 'phone': {
      const phone = readPhone(value)
      const fault = checkPhone(phone)
      return { value: phone, fault, warnings: fault ? [] : warnPhone(phone) }
    }
    case 'email': {
      const email = tidyText(value)
      return { value: email, fault: checkEmail(email) }
    }
    case 'date':
    case 'partialDate':
      return { value, fault: checkDate(value, field, today) }
    case 'choice':
      return {
        value,
        fault: field.options?.some((option) => option.value === value) ? null : { code: 'choice.unknown' }
      }
    case 'ethnicity':
      return { value, fault: Object.hasOwn(ethnicities, value) ? null : { code: 'choice.unknown' } }
    case 'country':
      return { value, fault: countries.has(value) ? null : { code: 'choice.unknown' } }
    case 'commune':
      return { value, fault: around.known.hasCommune(value) ? null : { code: 'address.commune' } }
    case 'industry':
      return { value, fault: /^\d{4}$/.test(value) ? null : { code: 'industry.form' } }
    default:
      return { value, fault: { code: 'field.form' } }
  }
}

function judgeOther(field: Field, value: Answer): Verdict {
  if (field.type === 'yesNo' && typeof value === 'boolean') return { value }
  if ((field.type === 'integer' || field.type === 'money') && typeof value === 'number') {
    const { min = field.type === 'money' ? 0 : Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = field
    if (!Number.isSafeInteger(value)) return { value, fault: { code: 'number.whole' } }
    if (value < min) return { value, fault: { code: 'number.min', values: { min } } }
    if (value > max) return { value, fault: { code: 'number.max', values: { max } } }
    return { value }
  }
  if (field.type === 'decimal' && typeof value === 'number') {
    const { min = 0, max = 1_000_000_000 } = field
    if (!Number.isFinite(value) || Math.abs(value * 100 - Math.round(value * 100)) > 1e-6)
      return { value, fault: { code: 'number.places' } }
    if (value < min) return { value, fault: { code: 'number.min', values: { min } } }
    if (value > max) return { value, fault: { code: 'number.max', values: { max } } }
    return { value }
  }
  return { value, fault: { code: 'field.form' } }
}

function judgeWords(text: string, { min = 0, max }: { min?: number; max: number }): Verdict {
  const hidden = findHiddenSign(text)
  if (hidden) return { value: text, fault: { code: 'text.signs', values: { sign: hidden } } }
  if (text.length > max) return { value: text, fault: { code: 'text.long', values: { max, count: text.length } } }
  if (text.length < min) return { value: text, fault: { code: 'text.short', values: { min, count: text.length } } }
  return { value: text }
}

function judgeName(value: string, { min, max = 200 }: Field): Verdict {
  const name = readName(value)
  const { fault } = judgeWords(name, { min, max })
  return { value: name, fault: fault ?? checkName(name) }
}

const notOfABusinessName =
  /[^a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ0-9 !-/:-@[-`{-~–—“”‘’]/iu

/**
 * Own name of a household business, Decree 01/2021 art. 88: Vietnamese letters with F, J, Z, W, also digits and signs; without the
 * words "công ty" and "doanh nghiệp". "Hộ kinh doanh" is printed before it.
 */
function judgeBusinessName(name: string, { min, max = 200 }: Field): Verdict {
  const { fault } = judgeWords(name, { min, max })
  if (fault) return { value: name, fault }
  const word = /công ty|doanh nghiệp/iu.exec(name)
  if (word) return { value: name, fault: { code: 'businessName.word', values: { word: word[0] } } }
  const sign = notOfABusinessName.exec(name)
  if (sign) return { value: name, fault: { code: 'businessName.sign', values: { sign: sign[0] } } }
  if (!/\p{L}/u.test(name)) return { value: name, fault: { code: 'name.letter' } }
  return { value: name, warnings: /^hộ kinh doanh/iu.test(name) ? [{ code: 'businessName.prefix' }] : [] }
}

function judgePersonalId(id: string, { person }: Field, { lookup }: Circumstances): Verdict {
  const fault = checkPersonalId(id)
  if (fault) return { value: id, fault }
  const sex = person?.sex && lookup(person.sex)
  const birthDate = person?.birthDate && lookup(person.birthDate)
  const warnings = warnPersonalId(id, {
    sex: sex === 'male' || sex === 'female' ? sex : undefined,
    birthDate: typeof birthDate === 'string' && /^\d{4}/.test(birthDate) ? birthDate : undefined
  })
  return { value: id, warnings }
}

/** A person's twelve digits, the nine of an old card, or where organisations answer too, a tax code. */
function judgeIdNumber(typed: string, field: Field, around: Circumstances): Verdict {
  const number = readNumber(typed)
  if (number.length === 12) return judgePersonalId(number, field, around)
  const code = readTaxCode(typed)
  if (field.orTaxCode && !checkTaxCode(code)) return { value: code, warnings: warnTaxCode(code) }
  const fault = checkIdNumber(number)
  if (fault) return { value: number, fault: field.orTaxCode ? { code: 'idNumber.orTaxCode' } : fault }
  return { value: number, warnings: warnOldIdCard(around.today) }
}

/** A slip in the century is the commonest wrong date; nobody named on a form was born before 1850. */
const earliestYear = 1850
const latestYear = 2199

function checkDate(value: string, { type, notAfterToday, minAge }: Field, today: string): Finding | null {
  const pattern = type === 'date' ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{4}(-\d{2}(-\d{2})?)?$/
  if (!pattern.test(value)) return { code: type === 'date' ? 'date.form' : 'date.partialForm' }
  const whole = `${value}-01-01`.slice(0, 10)
  const ms = Date.parse(`${whole}T00:00:00Z`)
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(whole)) return { code: 'date.none' }
  const year = Number(value.slice(0, 4))
  if (year < earliestYear || year > latestYear)
    return { code: 'date.year', values: { from: earliestYear, to: latestYear } }
  // Compared as text: '2021' and '2021-12' come before the days they hold, so a part of a date may be this year or month.
  if (notAfterToday && value > today) return { code: 'date.future' }
  // Of someone whose day of birth is not known, the first day it can be.
  if (minAge && `${year + minAge}${whole.slice(4)}` > today) return { code: 'date.minAge', values: { age: minAge } }
  return null
}

function checkAddress(field: Field, value: Answer, path: string, known: Known): Found {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return told(path, { value, fault: { code: 'field.form' } })
  const elsewhere = isFilled(part(value, 'elsewhere'))
  if (elsewhere && field.inProvince) return told(`${path}.elsewhere`, { value, fault: { code: 'address.outside' } })
  const names = elsewhere ? ['elsewhere'] : ['commune', 'line']
  return checkParts(value, path, names, ['elsewhere', 'commune', 'line'], (name, given) => {
    if (name !== 'commune') return judgeWords(tidyLine(given), { max: 300 })
    return { value: given, fault: known.hasCommune(given) ? null : { code: 'address.commune' } }
  })
}

function checkIdPaper(field: Field, value: Answer, path: string, around: Circumstances): Found {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return told(path, { value, fault: { code: 'field.form' } })
  const names = ['kind', 'number', 'issuedOn', 'issuedBy']
  return checkParts(value, path, names, names, (name, given) => {
    switch (name) {
      case 'kind':
        return {
          value: given,
          fault: ['cccd', 'cmnd', 'passport', 'other'].includes(given) ? null : { code: 'choice.unknown' }
        }
      case 'number':
        return judgePaperNumber(part(value, 'kind'), given, field, around)
      case 'issuedOn':
        return { value: given, fault: checkDate(given, { ...field, type: 'date', notAfterToday: true }, around.today) }
      default:
        return judgeWords(tidyLine(given), { max: 200 })
    }
  })
}

function judgePaperNumber(kind: Answer | undefined, typed: string, field: Field, around: Circumstances): Verdict {
  if (kind === 'cccd') return judgePersonalId(readNumber(typed), field, around)
  if (kind === 'cmnd') {
    const number = readNumber(typed)
    const fault = checkOldIdCard(number)
    return { value: number, fault, warnings: fault ? [] : warnOldIdCard(around.today) }
  }
  if (kind === 'passport') {
    const number = readPassport(typed)
    const { fault } = judgeWords(number, { max: 50 })
    return { value: number, fault, warnings: fault ? [] : warnPassport(number) }
  }
  return judgeWords(tidyLine(typed), { max: 50 })
}

/** An object of texts: every one of `names` is demanded, others than `allowed` are unknown. */
function checkParts(
  value: { [key: string]: Answer },
  path: string,
  names: string[],
  allowed: string[],
  judge: (name: string, given: string) => Verdict
): Found {
  const clean: { [key: string]: Answer } = {}
  const found: Found = { value: clean, faults: [], warnings: [] }
  for (const name of names) {
    const given = part(value, name)
    const partPath = `${path}.${name}`
    if (!isFilled(given)) found.faults.push({ field: partPath, code: 'field.required' })
    else if (typeof given !== 'string') found.faults.push({ field: partPath, code: 'field.form' })
    else {
      const one = told(partPath, judge(name, given))
      found.faults.push(...one.faults)
      found.warnings.push(...one.warnings)
      if (one.value !== undefined) clean[name] = one.value
    }
  }
  for (const name of Object.keys(value)) {
    if (!allowed.includes(name)) found.faults.push({ field: `${path}.${name.slice(0, 100)}`, code: 'field.unknown' })
  }
  return found.faults.length > 0 ? { ...found, value: undefined } : found
}

/** A wrong value is never handed on. */
function told(path: string, { value, fault, warnings = [] }: Verdict): Found {
  if (fault) return { faults: [{ field: path, ...fault }], warnings: [] }
  return { value, faults: [], warnings: warnings.map((warning) => ({ field: path, ...warning })) }
}

function part(value: { [key: string]: Answer }, name: string): Answer | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined
}
