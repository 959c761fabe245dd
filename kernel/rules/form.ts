/**
 * A form is data: sections of questions over named field types, with conditions that only compare. It is drawn in the browser and
 * checked on the server by the same pure functions; nothing in it is ever evaluated as code.
 */

/** A text in both languages of the product. Vietnamese is the official wording. */
export type Text = { vi: string; en: string }

/** What a field holds. The value each type takes is in `AnswerOf` terms below. */
export type FieldType =
  | 'personName' // string: letters of Vietnamese or of a people's language, spaces, apostrophe, hyphen
  | 'shortText' // string, one line
  | 'longText' // string, several lines
  | 'businessName' // string: own name of a household business (Decree 01/2021 art. 88)
  | 'personalId' // string, 12 digits
  | 'taxCode' // string, 10 digits or 10-3
  | 'phone' // string
  | 'email' // string
  | 'date' // 'YYYY-MM-DD'
  | 'partialDate' // 'YYYY' | 'YYYY-MM' | 'YYYY-MM-DD'
  | 'integer' // number
  | 'money' // number, đồng
  | 'yesNo' // boolean
  | 'choice' // one of options[].value
  | 'ethnicity' // '01' … '56' (list of 54 peoples and two more)
  | 'country' // ISO 3166 alpha-2; 'VN'
  | 'industry' // level-4 code of QĐ 27/2018: four digits
  | 'address' // { commune: '19801', line: 'số nhà, đường, thôn' } | { elsewhere: 'an address outside the province, as text' }
  | 'idPaper' // { kind: 'cccd' | 'cmnd' | 'passport' | 'other', number, issuedOn: 'YYYY-MM-DD', issuedBy }
  | 'list' // array of objects of `fields`

/** Conditions compare answers, and days between an answer and today. `field` may name a field of the same list row first, then of the form. */
export type Condition =
  | { field: string; is: string | number | boolean }
  | { field: string; in: (string | number)[] }
  | { field: string; filled: boolean }
  | { field: string; olderThanDays: number } // the date in the field lies more than n days before today
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

export type Field = {
  name: string // lower snake case, unique in the form (in a list: within the row)
  type: FieldType
  label: Text // the question as a person would ask it
  official?: Text // the form's official label, where it differs
  help?: Text // why it is asked, where to read the answer
  optional?: true // every field is demanded unless it says so
  when?: Condition // asked, demanded and kept only when this holds
  options?: { value: string; label: Text }[] // of a choice
  min?: number // integer, money: value; list: rows; shortText: length
  max?: number // integer, money: value; list: rows; shortText, longText: length (default 200 and 2,000)
  notAfterToday?: true // date, partialDate
  inProvince?: true // address: `elsewhere` is not taken
  minAge?: number // date: full years at least, today
  default?: string | number | boolean
  fields?: Field[] // of a list
  exactlyOne?: string // list: exactly one row has this yesNo field true
}

export type Section = { name: string; title: Text; when?: Condition; fields: Field[] }

export type Form = { sections: Section[] }

export type Answer = string | number | boolean | { [key: string]: Answer } | Answer[] | null
export type Answers = { [field: string]: Answer | undefined }

/** One thing wrong with one field: `field` is a path such as `industries.1.code`; `code` is the key of its text, with `values` for it. */
export type Fault = { field: string; code: string; values?: Record<string, string | number> }
