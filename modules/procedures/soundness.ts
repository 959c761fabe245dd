import { fieldTypes } from '@motcua/kernel/rules/form'
import type { Answer, Answers, Condition, Fault, Field, FieldType } from '@motcua/kernel/rules/form'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { namesInRule, type Rule } from '@motcua/kernel/rules/comparison'
import { pictures, preparingFields } from './rules.ts'
import type { Procedure } from './rules.ts'

const closed = { additionalProperties: false } as const
const Words = Type.String({ minLength: 1, maxLength: 4_000 })
const Text = Type.Object({ vi: Words, en: Words }, closed)
// Also keeps `__proto__` and its like out of answers: every name begins with a letter.
const Name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,59}$' })
const Count = Type.Integer({ minimum: 0 })
const Level = Type.Enum(['commune', 'district', 'province'])
const yes = Type.Literal(true)

const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])
const When = Type.Cyclic(
  {
    Condition: Type.Union([
      Type.Object({ field: Name, is: scalar }, closed),
      Type.Object({ field: Name, in: Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 1 }) }, closed),
      Type.Object({ field: Name, filled: Type.Boolean() }, closed),
      Type.Object({ field: Name, atLeast: Count }, closed),
      Type.Object({ field: Name, olderThanDays: Count }, closed),
      Type.Object({ all: Type.Array(Type.Ref('Condition'), { minItems: 1 }) }, closed),
      Type.Object({ any: Type.Array(Type.Ref('Condition'), { minItems: 1 }) }, closed),
      Type.Object({ not: Type.Ref('Condition') }, closed)
    ])
  },
  'Condition'
)

const fieldParts = {
  name: Name,
  type: Type.Enum([...fieldTypes]),
  label: Text,
  official: Type.Optional(Text),
  help: Type.Optional(Text),
  optional: Type.Optional(yes),
  when: Type.Optional(When),
  options: Type.Optional(Type.Array(Type.Object({ value: Type.String({ minLength: 1 }), label: Text }, closed))),
  min: Type.Optional(Type.Integer()),
  max: Type.Optional(Type.Integer()),
  notAfterToday: Type.Optional(yes),
  inProvince: Type.Optional(yes),
  minAge: Type.Optional(Count),
  default: Type.Optional(scalar),
  exactlyOne: Type.Optional(Name),
  orTaxCode: Type.Optional(yes),
  person: Type.Optional(Type.Object({ sex: Type.Optional(Name), birthDate: Type.Optional(Name) }, closed))
}
// A list holds plain fields: a list within a list could not be asked one question at a time.
const RowField = Type.Object(fieldParts, closed)
const FormField = Type.Object({ ...fieldParts, fields: Type.Optional(Type.Array(RowField, { minItems: 1 })) }, closed)

const Term = Type.Cyclic(
  {
    Term: Type.Union([
      Type.Number(),
      Type.Object({ value: Type.Union([Type.String(), Type.Boolean()]) }, closed),
      Type.Object({ field: Name }, closed),
      Type.Object({ surname: Name }, closed),
      Type.Object({ sum: Type.String({ pattern: '^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$' }) }, closed),
      Type.Object({ since: Name, until: Type.Optional(Name), unit: Type.Enum(['years', 'months', 'days']) }, closed),
      Type.Object({ divide: Type.Tuple([Type.Ref('Term'), Type.Ref('Term')]) }, closed)
    ])
  },
  'Term'
)
const ruleParts = { at: Name, text: Text, warn: Type.Optional(yes), when: Type.Optional(When) }
const FormRule = Type.Union([
  Type.Object({ ...ruleParts, left: Term, is: Type.Enum(['<', '<=', '=', '!=', '>=', '>']), right: Term }, closed),
  Type.Object({ ...ruleParts, left: Term, among: Type.Array(Term, { minItems: 1 }) }, closed),
  Type.Object({ ...ruleParts, of: Name, allows: Type.Record(Type.String(), Type.Array(Type.String())) }, closed),
  Type.Object(
    {
      ...ruleParts,
      covers: Type.Object({ from: Name, to: Name, birth: Name, age: Count }, closed)
    },
    closed
  )
])

const Limit = Type.Union([
  Type.Object(
    {
      amount: Type.Integer({ minimum: 1 }),
      unit: Type.Enum(['workingDay', 'workingHour', 'calendarDay', 'clockHour'])
    },
    closed
  ),
  Type.Object({ sameDay: yes, cutOff: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }) }, closed)
])

const some = { minItems: 1 }

const Sound = Type.Object(
  {
    source: Words,
    code: Type.String({ pattern: '^\\d\\.\\d{6}$' }),
    name: Text,
    shortName: Text,
    field: Text,
    lifeEvents: Type.Array(Name),
    alsoCalled: Type.Optional(Type.Array(Words)),
    level: Level,
    desk: Type.Array(Type.Object({ when: Type.Optional(When), address: Name }, closed), some),
    who: Text,
    ways: Type.Array(Type.Enum(['desk', 'online', 'post']), some),
    immediate: Type.Optional(yes),
    prepare: Type.Array(Name, { maxItems: 10 }),
    limits: Type.Array(
      Type.Object({ when: Type.Optional(When), limit: Limit, note: Type.Optional(Text) }, closed),
      some
    ),
    papers: Type.Array(
      Type.Object(
        {
          code: Name,
          name: Text,
          kind: Type.Enum(['handIn', 'copy', 'show', 'database']),
          sets: Type.Integer({ minimum: 1 }),
          when: Type.Optional(When),
          fromAnswers: Type.Optional(yes),
          picture: Type.Optional(Type.Enum([...pictures])),
          maxBytes: Type.Optional(Type.Integer({ minimum: 100_000, maximum: 50_000_000 }))
        },
        closed
      )
    ),
    fees: Type.Array(
      Type.Object(
        {
          code: Name,
          name: Text,
          amount: Count,
          each: Type.Optional(Name),
          tiers: Type.Optional(
            Type.Object(
              {
                by: Name,
                steps: Type.Array(
                  Type.Object({ upTo: Type.Optional(Type.Integer({ minimum: 1 })), amount: Count }, closed),
                  some
                ),
                most: Type.Optional(Count)
              },
              closed
            )
          ),
          over: Type.Optional(Name),
          note: Type.Optional(Text),
          when: Type.Optional(When),
          exemptions: Type.Array(Type.Object({ name: Text, when: When }, closed))
        },
        closed
      )
    ),
    steps: Type.Array(
      Type.Object(
        {
          code: Name,
          name: Text,
          seat: Type.Object({ level: Level, unit: Name, post: Name }, closed),
          hours: Type.Number({ exclusiveMinimum: 0 }),
          decides: Type.Optional(yes)
        },
        closed
      ),
      some
    ),
    supplements: Count,
    afterSupplement: Type.Enum(['resume', 'restart']),
    refusalGrounds: Type.Array(Type.Object({ code: Name, text: Text, article: Words }, closed), some),
    result: Text,
    retention: Type.Object({ years: Type.Integer({ minimum: 1, maximum: 100 }) }, closed),
    legal: Type.Array(Type.Object({ number: Words, articles: Words }, closed), some),
    form: Type.Object(
      {
        sections: Type.Array(
          Type.Object(
            { name: Name, title: Text, when: Type.Optional(When), fields: Type.Array(FormField, some) },
            closed
          ),
          some
        ),
        rules: Type.Optional(Type.Array(FormRule))
      },
      closed
    ),
    declaration: Text,
    roles: Type.Object(
      {
        applicantName: Name,
        applicantId: Type.Optional(Name),
        applicantPhone: Type.Optional(Name),
        applicantEmail: Type.Optional(Name),
        applicantAddress: Name,
        subjectName: Name
      },
      closed
    ),
    doubts: Type.Array(Type.Object({ at: Words, why: Words }, closed)),
    asOf: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
  },
  closed
)
const sound = Compile(Sound)

/** What keeps these data from being published as a procedure; none: they are one. `field` is a path into the data. */
export function procedureFaults(candidate: unknown): Fault[] {
  if (!sound.Check(candidate))
    return sound.Errors(candidate).map(({ instancePath, message }) => ({
      field: instancePath.slice(1).replaceAll('/', '.'),
      code: 'procedure.shape',
      values: { message }
    }))
  const procedure: Procedure = candidate
  return [
    ...nameFaults(procedure),
    ...fieldFaults(procedure),
    ...conditionFaults(procedure),
    ...referenceFaults(procedure),
    ...feeFaults(procedure),
    ...ruleFaults(procedure),
    ...preparingFaults(procedure),
    ...stepFaults(procedure)
  ]
}

const fieldsOf = ({ form }: Procedure): Field[] => form.sections.flatMap(({ fields }) => fields)

/** Letters, as a person counts them: a list has room for 22. */
const longest = 22

function nameFaults(procedure: Procedure): Fault[] {
  const { papers, fees, steps, refusalGrounds, form, shortName } = procedure
  const faults: Fault[] = []
  const once = (at: string, names: string[]) => {
    for (const name of new Set(names.filter((each, i) => names.indexOf(each) !== i)))
      faults.push({ field: at, code: 'procedure.twice', values: { name } })
  }
  for (const [at, list] of Object.entries({ papers, fees, steps, refusalGrounds })) {
    once(
      at,
      list.map(({ code }) => code)
    )
  }
  once(
    'form.sections',
    form.sections.map(({ name }) => name)
  )
  once(
    'form',
    fieldsOf(procedure).map(({ name }) => name)
  )
  for (const { name, fields = [] } of fieldsOf(procedure))
    once(
      `form.${name}`,
      fields.map((field) => field.name)
    )
  if (Array.from(shortName.vi.normalize('NFC')).length > longest)
    faults.push({ field: 'shortName.vi', code: 'procedure.long', values: { max: longest } })
  return faults
}

function fieldFaults(procedure: Procedure): Fault[] {
  const all = fieldsOf(procedure).flatMap((field) => [
    { field, at: `form.${field.name}` },
    ...(field.fields ?? []).map((inner) => ({ field: inner, at: `form.${field.name}.${inner.name}` }))
  ])
  return all.flatMap(({ field, at }) => {
    const { type, options = [], fields = [], exactlyOne } = field
    const values = options.map(({ value }) => value)
    const wrong =
      (type === 'choice') !== options.length > 0 ||
      new Set(values).size !== values.length ||
      (type === 'list') !== fields.length > 0 ||
      (type === 'choice' && field.default !== undefined && !values.includes(String(field.default))) ||
      (exactlyOne !== undefined && !fields.some(({ name, type }) => name === exactlyOne && type === 'yesNo')) ||
      (field.inProvince && type !== 'address') ||
      (field.min !== undefined && field.max !== undefined && field.min > field.max)
    return wrong ? [{ field: at, code: 'procedure.field' }] : []
  })
}

function namesIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(namesIn)
  if ('any' in condition) return condition.any.flatMap(namesIn)
  if ('not' in condition) return namesIn(condition.not)
  return [condition.field]
}

function conditionFaults(procedure: Procedure): Fault[] {
  const { desk, limits, papers, fees, form } = procedure
  const known = fieldsOf(procedure).map(({ name }) => name)
  const missing = (at: string, when: Condition | undefined, names: string[]): Fault[] =>
    (when ? namesIn(when) : [])
      .filter((name) => !names.includes(name))
      .map((name) => ({ field: at, code: 'procedure.no_field', values: { name } }))
  return [
    ...desk.flatMap(({ when }, i) => missing(`desk.${i}`, when, known)),
    ...limits.flatMap(({ when }, i) => missing(`limits.${i}`, when, known)),
    ...papers.flatMap(({ when, code }) => missing(`papers.${code}`, when, known)),
    ...fees.flatMap(({ when, code, exemptions }) =>
      [when, ...exemptions.map((exemption) => exemption.when)].flatMap((each) => missing(`fees.${code}`, each, known))
    ),
    ...form.sections.flatMap(({ name, when, fields }) => [
      ...missing(`form.sections.${name}`, when, known),
      ...fields.flatMap((field) => {
        const inner = field.fields ?? []
        const inRow = [...inner.map((each) => each.name), ...known]
        return [
          ...missing(`form.${field.name}`, field.when, known),
          ...inner.flatMap((each) => missing(`form.${field.name}.${each.name}`, each.when, inRow))
        ]
      })
    ])
  ]
}

/** Which types the answers named elsewhere must have. A subject may be a person, a business or a thing. */
const typesOfRoles: Record<keyof Procedure['roles'], FieldType[]> = {
  applicantName: ['personName', 'businessName', 'shortText'],
  applicantId: ['personalId', 'idNumber'],
  applicantPhone: ['phone'],
  applicantEmail: ['email'],
  applicantAddress: ['address'],
  subjectName: ['personName', 'businessName', 'shortText']
}

function referenceFaults(procedure: Procedure): Fault[] {
  const { desk, limits, roles } = procedure
  const types = new Map(fieldsOf(procedure).map(({ name, type }) => [name, type]))
  const faults: Fault[] = []
  const demand = (at: string, name: string | undefined, allowed: FieldType[]) => {
    if (name !== undefined && !allowed.includes(types.get(name) as FieldType))
      faults.push({ field: at, code: 'procedure.no_field', values: { name } })
  }
  for (const [i, { address }] of desk.entries()) demand(`desk.${i}`, address, ['address', 'commune'])
  for (const [role, allowed] of Object.entries(typesOfRoles) as [keyof Procedure['roles'], FieldType[]][])
    demand(`roles.${role}`, roles[role], allowed)
  // Whatever is answered there must be one desk and one limit: the last rule holds without a condition.
  for (const [at, rules] of Object.entries({ desk, limits }))
    if (rules.at(-1)?.when) faults.push({ field: at, code: 'procedure.open_end' })
  return faults
}

/** What a fee counts is a whole number in the form, or in each row of the list it is reckoned over. */
function feeFaults(procedure: Procedure): Fault[] {
  const fields = fieldsOf(procedure)
  return procedure.fees.flatMap(({ code, each, tiers, over, note }) => {
    const at = `fees.${code}`
    const list = fields.find(({ name, type }) => name === over && type === 'list')
    const known = over === undefined ? fields : (list?.fields ?? [])
    const ends = tiers?.steps.map(({ upTo }) => upTo) ?? []
    const rising = ends.every(
      (end, i) => (end === undefined) === (i === ends.length - 1) && (end ?? 1e9) > (ends[i - 1] ?? 0)
    )
    return [
      ...[each, tiers?.by]
        .filter((name) => name !== undefined && !known.some((field) => field.name === name && field.type === 'integer'))
        .map((name) => ({ field: at, code: 'procedure.no_field', values: { name: String(name) } })),
      ...(over !== undefined && !list ? [{ field: at, code: 'procedure.no_field', values: { name: over } }] : []),
      ...(rising && (!tiers || note) ? [] : [{ field: at, code: 'procedure.tiers' }])
    ]
  })
}

function ruleFaults(procedure: Procedure): Fault[] {
  const fields = fieldsOf(procedure)
  const columns = fields.flatMap(({ name, fields: inner = [] }) => inner.map((each) => `${name}.${each.name}`))
  const known = new Set([...fields.map(({ name }) => name), ...columns])
  const missing = (rule: Rule): string[] =>
    [
      rule.at,
      ...namesInRule(rule),
      ...(rule.when ? namesIn(rule.when) : []),
      ...('covers' in rule ? [rule.covers.from, rule.covers.to].map((column) => `${rule.at}.${column}`) : [])
    ].filter((name) => !known.has(name))
  const persons = fields.flatMap((field) => [
    ...[field.person?.sex, field.person?.birthDate].filter((name) => name !== undefined && !known.has(name)),
    ...(field.fields ?? []).flatMap(({ person }) =>
      [person?.sex, person?.birthDate].filter(
        (name) => name !== undefined && !known.has(`${field.name}.${name}`) && !known.has(name)
      )
    )
  ])
  return [
    ...(procedure.form.rules ?? []).flatMap((rule, i) =>
      missing(rule).map((name) => ({ field: `form.rules.${i}`, code: 'procedure.no_field', values: { name } }))
    ),
    ...persons.map((name) => ({ field: 'form', code: 'procedure.no_field', values: { name: String(name) } }))
  ]
}

/** What can be answered at a glance, before the form. */
const typesToPrepare: FieldType[] = [
  'choice',
  'yesNo',
  'address',
  'integer',
  'money',
  'date',
  'partialDate',
  'country',
  'commune'
]
const mostPrepared = 5

function preparingFaults(procedure: Procedure): Fault[] {
  const types = new Map(fieldsOf(procedure).map(({ name, type }) => [name, type]))
  const { prepare } = procedure
  const faults: Fault[] = prepare
    .filter((name, i) => !typesToPrepare.includes(types.get(name) as FieldType) || prepare.indexOf(name) !== i)
    .map((name) => ({ field: 'prepare', code: 'procedure.no_field', values: { name } }))
  if (faults.length === 0 && mostAsked(procedure) > mostPrepared)
    faults.push({ field: 'prepare', code: 'procedure.prepare', values: { max: mostPrepared } })
  return faults
}

/** How many of the questions before applying one person can meet at most, whatever they answer. */
function mostAsked(procedure: Procedure, answers: Answers = {}): number {
  const asked = preparingFields(procedure, answers, dayOfTrying)
  const next = asked.find(({ name }) => answers[name] === undefined)
  if (!next) return asked.length
  return Math.max(...answersTo(next).map((answer) => mostAsked(procedure, { ...answers, [next.name]: answer })))
}

const dayOfTrying = '2021-12-29'

/** The answers that can lead to different questions. */
function answersTo({ type, options = [] }: Field): Answer[] {
  if (type === 'choice') return options.map(({ value }) => value)
  if (type === 'yesNo') return [true, false]
  if (type === 'date') return [dayOfTrying, '1900-01-01']
  return ['given']
}

function stepFaults({ steps, limits }: Procedure): Fault[] {
  const faults: Fault[] = []
  if (steps[0]?.seat.post !== 'officer') faults.push({ field: 'steps.0', code: 'procedure.no_desk' })
  if (steps.filter(({ decides }) => decides).length !== 1) faults.push({ field: 'steps', code: 'procedure.decides' })
  const limit = limits.at(-1)?.limit
  // Once it is decided only the desk acts.
  if (steps.slice(0, -2).some(({ decides }) => decides))
    faults.push({ field: 'steps', code: 'procedure.decides_early' })
  const hours = steps.reduce((sum, step) => sum + step.hours, 0)
  const whole = limit && hoursOf(limit)
  if (whole !== undefined && whole !== hours)
    faults.push({ field: 'steps', code: 'procedure.hours', values: { hours, whole } })
  return faults
}

/** Working hours of a limit, a working day being eight; none where the law counts calendar days or the clock round. */
function hoursOf(limit: Procedure['limits'][number]['limit']): number | undefined {
  if ('sameDay' in limit) return 8
  if (limit.unit === 'workingDay') return limit.amount * 8
  return limit.unit === 'workingHour' ? limit.amount : undefined
}
