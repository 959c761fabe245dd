import { type Answer, type Answers, type Field, type Form, visibleRowFields } from '@motcua/kernel/rules/form'
import { type Address, AddressField } from '../controls/address-field.tsx'
import { ChoiceField, YesNoField } from '../controls/choice.tsx'
import type { FieldProps } from '../controls/field.tsx'
import { type IdPaper, IdPaperField } from '../controls/id-paper-field.tsx'
import { ListField } from '../controls/list-field.tsx'
import { SearchField } from '../controls/search-field.tsx'
import { DateField, DecimalField, IntegerField, LongTextField, MoneyField, TextField } from '../controls/text-field.tsx'
import { useLanguage } from '../language.tsx'
import { say } from '../texts.ts'
import { liesIn, type ShownFault } from './faults.ts'
import { communeOptions, countryOptions, ethnicityOptions, firstAnswers, labelOf, type Lists } from './walk.ts'

/** What every field of one form is drawn with. */
type Surroundings = {
  form: Form
  answers: Answers
  today: string
  lists: Lists
  /** At a desk: official names, no explanations, communes typed at once. */
  compact: boolean
  faults: ShownFault[]
  warnings: ShownFault[]
}

/** Where a field stands on the page, and where the list of faults leads. */
export const idOf = (path: string) => `q.${path}`

type FormFieldProps = {
  field: Field
  path: string
  value: Answer | undefined
  onChange: (value: Answer | undefined) => void
  asTitle?: boolean
  around: Surroundings
}

/** Draws one field of a form's data, whatever its type. */
export function FormField(props: FormFieldProps) {
  const { path, around } = props
  const warnings = around.warnings.filter((warning) => liesIn(warning, path))
  return (
    <div className={isWide(props.field) ? 'whole-row stack tight' : 'stack tight'}>
      <Control {...props} />
      {props.field.type !== 'list' &&
        warnings.map(({ field, text }) => (
          <output key={field + text} className="warning">
            {text}
          </output>
        ))}
    </div>
  )
}

const isWide = ({ type, options = [] }: Field) =>
  ['list', 'address', 'idPaper', 'longText'].includes(type) || options.some(({ label }) => label.vi.length > 24)

function Control({ field, path, value, onChange, asTitle, around }: FormFieldProps) {
  const { language } = useLanguage()
  const { compact, lists } = around
  const official = field.official && say(field.official, language)
  const label = labelOf(field, compact, language)
  const common = {
    id: idOf(path),
    label,
    // A question that is the form's own label with a question mark need not say it twice.
    official: compact || official === label.replace(/\?$/, '') ? undefined : official,
    help: compact ? undefined : field.help && say(field.help, language),
    optional: field.optional,
    asTitle,
    faultAt: (part?: string) =>
      around.faults.find((fault) => fault.field === (part === undefined ? path : `${path}.${part}`))?.text
  }
  // The stored answer may be of any shape (an old draft, a form that changed): a field takes only its own.
  const text = { ...common, value: typeof value === 'string' ? value : undefined, onChange }
  const number = {
    ...common,
    value: typeof value === 'number' || typeof value === 'string' ? value : undefined,
    onChange
  }
  const parts = isParts(value) ? value : undefined
  switch (field.type) {
    case 'personName':
      return <TextField {...text} kind="name" />
    case 'personalId':
    case 'idNumber':
    case 'taxCode':
    case 'socialInsuranceNo':
      return <TextField {...text} kind="digits" />
    case 'healthCard':
    case 'licenceNo':
    case 'landSerial':
    case 'plotNo':
      return <TextField {...text} kind="number" />
    case 'phone':
      return <TextField {...text} kind="phone" />
    case 'email':
      return <TextField {...text} kind="email" />
    case 'shortText':
    case 'businessName':
      return <TextField {...text} />
    case 'longText':
      return <LongTextField {...text} />
    case 'date':
    case 'partialDate':
      return <DateField {...text} partial={field.type === 'partialDate'} />
    case 'integer':
      return <IntegerField {...number} />
    case 'decimal':
      return <DecimalField {...number} />
    case 'money':
      return <MoneyField {...number} />
    case 'yesNo':
      return <YesNoField {...common} value={typeof value === 'boolean' ? value : undefined} onChange={onChange} />
    case 'choice':
      return (
        <ChoiceField
          {...text}
          options={(field.options ?? []).map((option) => ({ value: option.value, label: say(option.label, language) }))}
        />
      )
    case 'ethnicity':
      return <SearchField {...text} options={ethnicityOptions} />
    case 'country':
      return <SearchField {...text} options={countryOptions(language)} />
    case 'industry':
      return <SearchField {...text} options={lists.industries.map((one) => ({ ...one, note: one.value }))} />
    case 'commune':
      return <SearchField {...text} options={communeOptions(lists.districts)} />
    case 'address':
      return (
        <AddressField
          {...common}
          value={parts as Address | undefined}
          onChange={(next) => onChange(next as Answer)}
          districts={lists.districts}
          compact={compact}
          inProvince={field.inProvince}
        />
      )
    case 'idPaper':
      return (
        <IdPaperField {...common} value={parts as IdPaper | undefined} onChange={(next) => onChange(next as Answer)} />
      )
    case 'list':
      return <Rows field={field} path={path} value={value} onChange={onChange} common={common} around={around} />
  }
}

function Rows({
  field,
  path,
  value,
  onChange,
  common,
  around
}: FormFieldProps & { common: Omit<FieldProps<never>, 'value' | 'onChange'> }) {
  const { language } = useLanguage()
  const rows = Array.isArray(value) ? value.filter(isParts) : undefined
  const { exactlyOne, fields = [] } = field
  const set = (next: Answers[] | undefined) => onChange(next as Answer | undefined)
  return (
    <ListField
      {...common}
      value={rows}
      onChange={set}
      max={field.max}
      min={field.min}
      newRow={() => firstAnswers(fields) as { [key: string]: Answer }}
    >
      {(row, at, change) => (
        <div className="parts">
          {visibleRowFields(around.form, field, row, around.answers, around.today).map((inner) => {
            const rowPath = `${path}.${at}.${inner.name}`
            if (inner.name === exactlyOne)
              return (
                <OnlyOne
                  key={inner.name}
                  id={idOf(rowPath)}
                  group={idOf(path)}
                  label={labelOf(inner, around.compact, language)}
                  chosen={row[inner.name] === true}
                  onChoose={() => set((rows ?? [row]).map((one, i) => ({ ...one, [inner.name]: i === at })))}
                />
              )
            return (
              <FormField
                key={inner.name}
                field={inner}
                path={rowPath}
                value={row[inner.name]}
                onChange={(next) => change({ ...row, [inner.name]: next ?? '' })}
                around={around}
              />
            )
          })}
        </div>
      )}
    </ListField>
  )
}

/** The mark that exactly one row bears: choosing it here takes it from the others. */
function OnlyOne({
  id,
  group,
  label,
  chosen,
  onChoose
}: {
  id: string
  group: string
  label: string
  chosen: boolean
  onChoose: () => void
}) {
  return (
    <div className="choices">
      <label>
        <input type="radio" id={id} name={`${group}.only`} checked={chosen} onChange={onChoose} />
        {label}
      </label>
    </div>
  )
}

const isParts = (value: Answer | undefined): value is { [key: string]: Answer } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
