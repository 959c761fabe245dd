/**
 * The numbers and names by which people and firms are known. For each kind: `read…` gives what was meant by what was typed, `check…`
 * tells why it cannot be stored (or null), `warn…` what looks wrong but may be right: papers lag behind corrections, so a doubt
 * never stops a citizen.
 */
import { provinceNames } from './provinces.ts'
import { findHiddenSign, tidyLine, tidyText } from './text.ts'

/** `code` is the key of a sentence in the kernel's texts, with `values` for its placeholders. */
export type Finding = { code: string; values?: Record<string, string | number> }

export type Sex = 'male' | 'female'

/** Letters, digits and the small signs with which people group them. */
export function readNumber(typed: string): string {
  return tidyText(typed.replace(/[\s.‐-―−-]/g, ''))
}

export function checkPersonalId(id: string): Finding | null {
  const sign = /[^0-9]/u.exec(id)
  if (sign) return { code: 'personalId.sign', values: { sign: sign[0] } }
  return id.length === 12 ? null : { code: 'personalId.length', values: { count: id.length } }
}

/** Decree 137/2015 art. 13: province of birth registration, century and sex, year of birth, six random digits; no check digit. */
export function decodePersonalId(id: string): { province: string; sex: Sex; birthYear: number } {
  const centuryAndSex = Number(id[3])
  return {
    province: id.slice(0, 3),
    sex: centuryAndSex % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(centuryAndSex / 2) + Number(id.slice(4, 6))
  }
}

/** Of a number that passed its check. Sex or year may have been corrected after the number was given, hence warnings only. */
export function warnPersonalId(id: string, declared: { sex?: Sex; birthDate?: string } = {}): Finding[] {
  const { province, sex, birthYear } = decodePersonalId(id)
  const warnings: Finding[] = []
  if (!Object.hasOwn(provinceNames, province)) warnings.push({ code: 'personalId.province', values: { province } })
  if (declared.sex && declared.sex !== sex) warnings.push({ code: 'personalId.sex' })
  if (declared.birthDate && Number(declared.birthDate.slice(0, 4)) !== birthYear)
    warnings.push({ code: 'personalId.birthYear', values: { year: birthYear } })
  return warnings
}

/** Of forms that take the personal number or, from whoever has no newer card, the nine digits of the old one. */
export function checkIdNumber(number: string): Finding | null {
  return /^(\d{9}|\d{12})$/.test(number) ? null : { code: 'idNumber.form' }
}

/** The old identity card: nine digits, or twelve on the cards of 2012 to 2015. */
export function checkOldIdCard(number: string): Finding | null {
  const sign = /[^0-9]/u.exec(number)
  if (sign) return { code: 'cmnd.sign', values: { sign: sign[0] } }
  return number.length === 9 || number.length === 12 ? null : { code: 'cmnd.length', values: { count: number.length } }
}

/** The last old cards ended with 2024 (Law on Identification 2023 art. 46). */
export function warnOldIdCard(today: string): Finding[] {
  return today > '2024-12-31' ? [{ code: 'cmnd.ended' }] : []
}

/** Of some letters a capital is made of several signs, which must then be put together again. */
const inCapitals = (typed: string): string => readNumber(typed).toUpperCase().normalize('NFC')

export function readPassport(typed: string): string {
  return inCapitals(typed)
}

/** Series and lengths have changed and foreign ones differ: a letter with seven or eight digits, or five to twenty letters and digits. */
export function warnPassport(number: string): Finding[] {
  return /^[A-Z0-9]{5,20}$/.test(number) ? [] : [{ code: 'passport.form' }]
}

/** With its hyphen before the number of a dependent unit, as it is printed: '0100109106-001'. */
export function readTaxCode(typed: string): string {
  const code = tidyText(typed.replace(/[\s.]/g, '').replace(/[‐-―−]/g, '-'))
  // Only where a hyphen may stand: ten digits, a hyphen and two more are a slip, not a personal number of twelve.
  return code.replace(/^(\d{10})-?(\d{3})$/, '$1-$2')
}

/** Circular 105/2020/TT-BTC art. 5. Since 01/07/2025 a person's or household's is the personal number (Circular 86/2024/TT-BTC). */
export function checkTaxCode(code: string): Finding | null {
  return /^\d{10}(-(?!000)\d{3})?$|^\d{12}$/.test(code) ? null : { code: 'taxCode.form' }
}

const taxWeights = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/** The formula is in no circular, only known from practice and from numbers in use: a warning. */
export function warnTaxCode(code: string): Finding[] {
  if (code.length === 12) return []
  const sum = taxWeights.reduce((total, weight, place) => total + weight * Number(code[place]), 0)
  return 10 - (sum % 11) === Number(code[9]) ? [] : [{ code: 'taxCode.checkDigit' }]
}

/** Decision 346/QĐ-BHXH of 2019: ten digits, of which none checks the others. */
export function checkSocialInsuranceNo(number: string): Finding | null {
  return /^\d{10}$/.test(number) ? null : { code: 'socialInsuranceNo.form' }
}

export function readHealthCard(typed: string): string {
  return inCapitals(typed)
}

/** Fifteen signs (Decision 1351/QĐ-BHXH of 2015), or the ten digits that alone stand on cards printed since April 2021. */
export function checkHealthCard(number: string): Finding | null {
  return /^([A-Z]{2}[1-5]\d{2})?\d{10}$/.test(number) ? null : { code: 'healthCard.form' }
}

/** A child under six is always of benefit group 1. */
export function warnHealthCard(number: string): Finding[] {
  return number.startsWith('TE') && number[2] !== '1' ? [{ code: 'healthCard.child' }] : []
}

export function readLicenceNo(typed: string): string {
  return inCapitals(typed)
}

/** Licences of plastic have twelve digits; those of paper, still being exchanged, have numbers of many makes. */
export function checkLicenceNo(number: string): Finding | null {
  return /^(?=.*\d)[A-ZĐ0-9/]{4,20}$/.test(number) ? null : { code: 'licenceNo.form' }
}

export function warnLicenceNo(number: string): Finding[] {
  return /^\d{12}$/.test(number) ? [] : [{ code: 'licenceNo.length' }]
}

/** 'bx123456' is 'BX 123456', as it is printed in red at the foot of the certificate. */
export function readLandSerial(typed: string): string {
  return inCapitals(typed).replace(/^(\D+)(\d+)$/, '$1 $2')
}

export function checkLandSerial(number: string): Finding | null {
  return /^[A-ZĐ]{1,2} \d{6,8}$/.test(number) ? null : { code: 'landSerial.form' }
}

/** Plots that came about by dividing bear the number of the old one and a letter or figure: '45a', '12-1'. */
export function checkPlotNo(number: string): Finding | null {
  return /^\d{1,6}[a-zđ]?([-/.+,] ?\d{1,6}[a-zđ]?)*$/i.test(number) && number.length <= 40
    ? null
    : { code: 'plotNo.form' }
}

/** '+84 912 345 678' and '0084…' are '0912345678'. */
export function readPhone(typed: string): string {
  const digits = readNumber(typed).replace(/[()]/g, '')
  return digits.replace(/^(?:\+|00)84|^84(?=\d{9,10}$)/, '0').replace(/^00(?=[235789]\d{8,9}$)/, '0')
}

export function checkPhone(phone: string): Finding | null {
  return /^0[235789]\d{8,9}$/.test(phone) ? null : { code: 'phone.form' }
}

/** Prefixes as of the renumbering of 2018; operators are given new ones, hence a warning. */
export function warnPhone(phone: string): Finding[] {
  const known = /^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7}$|^02\d{9}$/.test(phone)
  return known ? [] : [{ code: 'phone.prefix', values: { prefix: phone.slice(0, 3) } }]
}

/** Stricter than the standard on purpose: no quotes, comments or blanks, so an address can stand in a mail header as it is. */
export function checkEmail(email: string): Finding | null {
  const [local = '', host = '', ...more] = email.split('@')
  const good =
    more.length === 0 &&
    email.length <= 254 &&
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) &&
    local.length <= 64 &&
    /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/.test(host)
  return good ? null : { code: 'email.form' }
}

/** Composed, with one blank between words and the straight apostrophe, so that one name is written one way. */
export function readName(typed: string): string {
  return tidyLine(typed).replace(/[’‘ʼ]/g, "'")
}

/**
 * Civil Code art. 26(3): in Vietnamese or another language of the country's peoples, no digits, no sign that is not a letter.
 * Apostrophe and hyphen belong to names such as H'Hen and to foreign ones. Letters of other scripts that look like Latin ones are the
 * oldest way to forge a name.
 */
export function checkName(name: string): Finding | null {
  const hidden = findHiddenSign(name)
  if (hidden) return { code: 'text.signs', values: { sign: hidden } }
  let marks = 0
  for (const sign of name) {
    marks = /[\u0300-\u036f]/.test(sign) ? marks + 1 : 0
    if (sign === ' ' || sign === "'" || sign === '-' || (marks > 0 && marks <= 2)) continue
    if (/\p{N}/u.test(sign)) return { code: 'name.digit', values: { sign } }
    if (!/\p{L}/u.test(sign)) return { code: 'name.sign', values: { sign } }
    // NFKC finds letters made for looks alone: full-width, raised, ligatures.
    if (!/\p{Script=Latin}/u.test(sign) || sign.normalize('NFKC') !== sign)
      return { code: 'name.script', values: { sign } }
  }
  return /^\p{L}/u.test(name) ? null : { code: 'name.letter' }
}
