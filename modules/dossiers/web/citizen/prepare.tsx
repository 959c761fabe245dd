import { type Answers, type Condition, type Field, visibleFields } from '@motcua/kernel/rules/form'
import { formatDate, formatLimit, formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import {
  deskAddressOf,
  feesOf,
  limitOf,
  type Paper,
  pictureAddress,
  preparingFields,
  type Procedure,
  requiredPapers
} from '@motcua/procedures/rules'
import { Problem } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Picture } from '@motcua/ui/controls/picture.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { SearchField } from '@motcua/ui/controls/search-field.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { noteRecent } from '@motcua/ui/device/recent.ts'
import { FormField } from '@motcua/ui/forms/form-field.tsx'
import { labelOf, type Lists, shownAnswer } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useEffect, useState } from 'react'
import { useParams } from 'wouter'
import { dayWith, useLists, useProcedure, usePromise } from './asking.ts'
import { useForks, usePlace } from './beginning.ts'
import { texts } from './texts.ts'

/** C3 “Chuẩn bị”: at most five questions, then my papers, my fee, my desk, my day, before anybody types a word. */
export function Prepare() {
  const t = useText(texts)
  const { language } = useLanguage()
  const { code = '' } = useParams()
  const asked = useProcedure(code)
  const { lists, error, again } = useLists()
  const found = asked.data !== undefined
  useEffect(() => {
    if (found) noteRecent(code)
  }, [code, found])
  if (asked.error instanceof Problem && asked.error.status === 404)
    return (
      <Page title={t('page.missing.title')}>
        <p>{t('prepare.missing')}</p>
        <div>
          <ButtonLink href="/thu-tuc">{t('home.all')}</ButtonLink>
        </div>
      </Page>
    )
  if (!asked.data || !lists)
    return (
      <Page title={t('prepare.title')}>
        <Waiting error={asked.error ?? error} onAgain={() => Promise.all([asked.refetch(), again()])} />
      </Page>
    )
  const { procedure } = asked.data
  return (
    <Page title={say(procedure.name, language)}>
      <section className="stack tight">
        <h2>{t('prepare.who')}</h2>
        <p>{say(procedure.who, language)}</p>
      </section>
      <Mine procedure={procedure} lists={lists} today={dayWith(asked.data)} />
      <section className="stack tight">
        <h2>{t('prepare.result')}</h2>
        <p>{say(procedure.result, language)}</p>
      </section>
      <details>
        <summary>{t('prepare.law')}</summary>
        <ul className="stack tight">
          {procedure.legal.map(({ number, articles }) => (
            <li key={number}>
              {number}: {articles}
            </li>
          ))}
        </ul>
        <p className="muted">{t('prepare.asOf', { day: formatDate(procedure.asOf) })}</p>
      </details>
      <div className="go-on">
        <ButtonLink href={`/thu-tuc/${code}/cach-nop`} look="main" wide>
          {t('prepare.start')}
        </ButtonLink>
      </div>
    </Page>
  )
}

/** What depends on the answers, and the questions they answer. */
function Mine({ procedure, lists, today }: { procedure: Procedure; lists: Lists; today: string }) {
  const [answers, setAnswers] = useForks(procedure)
  const fields = preparingFields(procedure, answers, today)
  const open = fields.filter(({ name }) => answers[name] === undefined)
  const told = open.length === 0
  return (
    <>
      {fields.length > 0 && <Questions {...{ procedure, lists, today, fields, answers }} onAnswers={setAnswers} />}
      <MyPapers procedure={procedure} answers={answers} today={today} open={open} />
      <MyDesk procedure={procedure} answers={answers} lists={lists} today={today} told={told} />
      <MyMoney procedure={procedure} answers={answers} today={today} told={told} />
    </>
  )
}

/** One question open, those answered folded into a line each. */
function Questions({
  procedure,
  lists,
  today,
  fields,
  answers,
  onAnswers
}: {
  procedure: Procedure
  lists: Lists
  today: string
  fields: Field[]
  answers: Answers
  onAnswers: (answers: Answers) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [mending, setMending] = useState<string>()
  // A day or a name is typed letter by letter: the question stays open until one says so.
  const [typed, setTyped] = useState<Answers>({})
  const now = fields.find(({ name }) => name === mending) ?? fields.find(({ name }) => answers[name] === undefined)
  const at = now ? fields.indexOf(now) : fields.length
  const answer = (name: string, value: Answers[string] | undefined) => {
    setMending(undefined)
    setTyped({})
    const next = { ...answers, [name]: value }
    // A question that no longer shows takes its answer with it.
    const shown = new Set(visibleFields(procedure.form, next, today).map((field) => field.name))
    onAnswers(
      Object.fromEntries(Object.entries(next).filter(([key]) => shown.has(key) || !procedure.prepare.includes(key)))
    )
  }
  return (
    <section className="card stack">
      <div className="stack tight">
        <h2>{t('prepare.questions')}</h2>
        <p className="muted">
          {now ? t('prepare.question', { at: at + 1, of: fields.length }) : t('prepare.answered')}
        </p>
      </div>
      <ul className="answered">
        {fields
          .filter((field) => field !== now && answers[field.name] !== undefined)
          .map((field) => (
            <li key={field.name}>
              <span>
                <span className="muted small">{labelOf(field, false, language)}</span>
                <br />
                {shownAnswer(field, answers[field.name], lists, language)}
              </span>
              <Button look="plain" icon="pen" onClick={() => setMending(field.name)}>
                <span aria-hidden="true">{t('form.mend')}</span>
                <span className="aloud">{t('form.mend.part', { part: labelOf(field, false, language) })}</span>
              </Button>
            </li>
          ))}
      </ul>
      {now && (
        <div className="stack" key={now.name}>
          {now.type === 'address' ? (
            <CommuneField
              lists={lists}
              label={labelOf(now, false, language)}
              commune={communeIn(answers[now.name])}
              onCommune={(commune) => commune && answer(now.name, { commune, line: '' })}
            />
          ) : (
            <FormField
              field={{ ...now, official: undefined }}
              path={now.name}
              value={typed[now.name] ?? answers[now.name]}
              onChange={(value) =>
                now.type === 'choice' || now.type === 'yesNo'
                  ? answer(now.name, value)
                  : setTyped({ [now.name]: value ?? '' })
              }
              around={{ form: procedure.form, answers, today, lists, compact: false, faults: [], warnings: [] }}
            />
          )}
          {typed[now.name] !== undefined && (
            <Button wide onClick={() => answer(now.name, typed[now.name])}>
              {t('form.next')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

function communeIn(value: Answers[string] | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return typeof value.commune === 'string' && value.commune ? value.commune : undefined
}

/** The names that a condition reads. */
function namesIn(condition: Condition | undefined): string[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(namesIn)
  if ('any' in condition) return condition.any.flatMap(namesIn)
  if ('not' in condition) return namesIn(condition.not)
  return [condition.field]
}

function MyPapers({
  procedure,
  answers,
  today,
  open
}: {
  procedure: Procedure
  answers: Answers
  today: string
  open: Field[]
}) {
  const t = useText(texts)
  const asked = new Set(open.map(({ name }) => name))
  const depends = ({ when }: Paper) => namesIn(when).some((name) => asked.has(name))
  const certain = requiredPapers(procedure, answers, today).filter((paper) => !depends(paper))
  const maybe = procedure.papers.filter(depends)
  return (
    <section className="stack">
      <h2>{t(open.length === 0 ? 'prepare.papers.mine' : 'prepare.papers')}</h2>
      <PaperList papers={certain} />
      {maybe.length > 0 && (
        <details>
          <summary>{t('prepare.maybe')}</summary>
          <PaperList papers={maybe} />
        </details>
      )}
    </section>
  )
}

function PaperList({ papers }: { papers: Paper[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <ul className="pictured">
      {papers.map((paper) => {
        const kind = paper.fromAnswers ? 'answers' : paper.kind
        return (
          <li key={paper.code}>
            {paper.picture ? (
              <Picture src={pictureAddress(paper.picture)} className="drawing" side={56} alt="" />
            ) : (
              <Icon name="paper" className="thumbnail" />
            )}
            <span>
              <span className={kind === 'database' ? 'struck' : undefined}>{say(paper.name, language)}</span>
              <span className="muted small">
                {t(`kind.${kind}`)}
                {paper.sets > 1 && t('kind.sets', { sets: paper.sets })}
              </span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function MyDesk({
  procedure,
  answers,
  lists,
  today,
  told
}: {
  procedure: Procedure
  answers: Answers
  lists: Lists
  today: string
  told: boolean
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [place, setPlace] = usePlace()
  const following = deskAddressOf(procedure, answers, today)?.commune
  const commune = following ?? place
  const promise = usePromise(procedure.code, commune)
  const moment = (at: string) => formatMoment(new Date(at), language)
  const limits = told ? [{ limit: limitOf(procedure, answers, today) }] : procedure.limits
  return (
    <section className="stack">
      <h2>{t('prepare.where')}</h2>
      {!following && (
        <CommuneField lists={lists} label={t('prepare.commune')} commune={place} onCommune={setPlace} optional />
      )}
      {promise.data && (
        <Notice tone="ok" icon="clock">
          <p>{t('prepare.desk', { office: language === 'vi' ? promise.data.officeVi : promise.data.officeEn })}</p>
          <p>
            <b>
              <Unbroken text={t('prepare.due', { when: moment(promise.data.dueAt) })} />
            </b>
          </p>
          {promise.data.provisional && <p>{t('prepare.provisional')}</p>}
        </Notice>
      )}
      {promise.error && !promise.data && <Waiting error={promise.error} onAgain={promise.refetch} />}
      {limits.map((one) => (
        <p key={JSON.stringify(one.limit)} className="muted">
          {t('when' in one && one.when ? 'prepare.limit.case' : 'prepare.limit', {
            limit: formatLimit(one.limit, language)
          })}{' '}
          {'note' in one && one.note && say(one.note, language)}
        </p>
      ))}
    </section>
  )
}

export function CommuneField({
  lists,
  label,
  commune,
  optional,
  fault,
  onCommune
}: {
  lists: Lists
  label: string
  commune: string | undefined
  optional?: boolean
  fault?: string
  onCommune: (commune: string | undefined) => void
}) {
  const t = useText(texts)
  return (
    <SearchField
      id="commune"
      label={label}
      optional={optional}
      faultAt={() => fault}
      placeholder={t('address.commune.search')}
      options={lists.districts.flatMap((district) =>
        district.communes.map(({ code, name }) => ({ value: code, label: name, note: district.name }))
      )}
      value={commune}
      onChange={onCommune}
    />
  )
}

function MyMoney({
  procedure,
  answers,
  today,
  told
}: {
  procedure: Procedure
  answers: Answers
  today: string
  told: boolean
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { fees } = procedure
  const each = fees.some((fee) => fee.each !== undefined && answers[fee.each] === undefined)
  if (told && !each) {
    const charges = feesOf(procedure, answers, today)
    const sum = charges.reduce((total, { amount }) => total + amount, 0)
    return (
      <section className="stack tight">
        <h2>{t('prepare.money')}</h2>
        {sum === 0 ? (
          <p>
            <b>{t('prepare.free')}</b> {fees.length === 0 && t('prepare.free.why')}
          </p>
        ) : (
          <p className="figures">
            <b>
              <Unbroken text={formatMoney(sum, language)} />
            </b>
          </p>
        )}
        {charges.map(({ code, name, amount, exemption }) => (
          <p key={code} className="muted">
            {say(name, language)}:{' '}
            {exemption ? t('review.exempt', { why: say(exemption, language) }) : formatMoney(amount, language)}
          </p>
        ))}
      </section>
    )
  }
  const free = fees.every(({ amount, tiers, when }) => (amount === 0 && !tiers) || when !== undefined)
  return (
    <section className="stack tight">
      <h2>{t('prepare.money')}</h2>
      {free && (
        <p>
          <b>{t('prepare.free')}</b> {fees.length === 0 && t('prepare.free.why')}
        </p>
      )}
      <ul className="papers">
        {fees.map(({ code, name, amount, each: counted, note, when, exemptions }) => {
          const sum = note ? say(note, language) : formatMoney(amount, language)
          const why = exemptions.map((ground) => say(ground.name, language)).join('; ')
          return (
            <li key={code}>
              <span>
                {say(name, language)}: <b>{counted && !note ? t('prepare.each', { amount: sum }) : sum}</b>
              </span>
              {(when || why) && (
                <span className="muted small">
                  {[when && t('prepare.if'), why && t('review.exempt', { why })].filter(Boolean).join(' · ')}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
