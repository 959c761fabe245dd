import { ethnicities } from './ethnicities.ts'
import type { Field, Form } from './form.ts'

/** JSON Schema as it is written down, draft 2020-12. */
export type Schema = { [keyword: string]: unknown }

/**
 * The shape of the answers to a form, for other systems that file through the interface and for the server's first gate. It is wider
 * than the check: spelling, calendar and whatever depends on other answers stay with `checkAnswers`. A question that has a condition is
 * never demanded here, and an answer may be left empty wherever it may be left out.
 */
export function answersSchema(form: Form): Schema {
  const fields = form.sections.flatMap((section) =>
    section.fields.map((field) => ({ field, always: !section.when && !field.when }))
  )
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...rowSchema(fields) }
}

function rowSchema(fields: { field: Field; always: boolean }[]): Schema {
  const demanded = fields.filter(({ field, always }) => always && isDemanded(field))
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ field, always }) => [
        field.name,
        {
          title: field.label.vi,
          ...(always && isDemanded(field) ? shapeOf(field) : { anyOf: [shapeOf(field), empty] })
        }
      ])
    ),
    required: demanded.map(({ field }) => field.name),
    additionalProperties: false
  }
}

const isDemanded = ({ optional, type, min }: Field): boolean => !optional && !(type === 'list' && min === 0)

/** Blanks of all kinds, and the invisible spacers that `tidyText` drops. */
const blank = { type: 'string', pattern: '^[\\s\\u00ad\\u200b\\u2060\\ufeff]*$' }
const nothing = { enum: [null, ''] }
/** What `isFilled` takes for no answer. */
const empty = {
  anyOf: [{ type: 'null' }, blank, { type: 'object', additionalProperties: nothing }, { type: 'array', items: nothing }]
}

const text = { type: 'string', maxLength: 20_000 }
const parts = (...names: string[]): Schema => ({
  properties: Object.fromEntries(names.map((name) => [name, text])),
  required: names
})

function shapeOf(field: Field): Schema {
  const { type, options = [], min, max, fields = [] } = field
  switch (type) {
    case 'yesNo':
      return { type: 'boolean' }
    case 'integer':
      return { type: 'integer', ...bounds(min, max) }
    case 'money':
      return { type: 'integer', ...bounds(min ?? 0, max) }
    case 'decimal':
      return { type: 'number', ...bounds(min ?? 0, max) }
    case 'choice':
      return { enum: options.map(({ value }) => value) }
    case 'ethnicity':
      return { enum: Object.keys(ethnicities) }
    case 'country':
      return { type: 'string', pattern: '^[A-Z]{2}$' }
    case 'industry':
      return { type: 'string', pattern: '^\\d{4}$' }
    case 'commune':
      return { type: 'string', pattern: '^\\d{5}$' }
    case 'date':
      return { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
    case 'partialDate':
      return { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }
    case 'address':
      return {
        type: 'object',
        propertyNames: { enum: ['commune', 'line', 'elsewhere'] },
        anyOf: [parts('commune', 'line'), parts('elsewhere')]
      }
    case 'idPaper':
      return {
        type: 'object',
        properties: { ...(parts('number', 'issuedOn', 'issuedBy').properties as Schema), kind: { enum: idPaperKinds } },
        required: ['kind', 'number', 'issuedOn', 'issuedBy'],
        additionalProperties: false
      }
    case 'list':
      return {
        type: 'array',
        minItems: min ?? 1,
        maxItems: max ?? 100,
        items: rowSchema(fields.map((inner) => ({ field: inner, always: !inner.when })))
      }
    default:
      return text
  }
}

const idPaperKinds = ['cccd', 'cmnd', 'passport', 'other']

const bounds = (min?: number, max?: number): Schema => ({
  ...(min === undefined ? {} : { minimum: min }),
  ...(max === undefined ? {} : { maximum: max })
})
