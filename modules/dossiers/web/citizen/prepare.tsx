import { type Answers, type Condition, type Field, visibleFields } from '@motcua/kernel/rules/form'
import { formatDate, formatLimit, formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import { type Paper, type Procedure, requiredPapers } from '@motcua/procedures/rules'
import { Problem } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { SearchField } from '@motcua/ui/controls/search-field.tsx'
import { FormField } from '@motcua/ui/forms/form-field.tsx'
import type { Lists } from '@motcua/ui/forms/walk.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useParams } from 'wouter'
import { dayWith, useLists, useProcedure, usePromise } from './asking.ts'
import { useForks, usePlace } from './beginning.ts'
import { texts } from './texts.ts'
import { Waiting } from './waiting.tsx'

/** C3 “Chuẩn bị”: who, which papers, by when, for how much, before anybody types a word. */
export function Prepare() {
  const t = useText(texts)
  const { language } = useLanguage()
  const { code = '' } = useParams()
  const asked = useProcedure(code)
  const { lists, error, again } = useLists()
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
      <Page title={t('wait.opening')} titleShown={false}>
        <Waiting error={asked.error ?? error} onAgain={() => Promise.all([asked.refetch(), again()])} />
      </Page>
    )
  const { procedure } = asked.data
  const today = dayWith(asked.data)
  return (
    <Page title={say(procedure.name, language)}>
      <section className="stack tight">
        <h2>{t('prepare.who')}</h2>
        <p>{say(procedure.who, language)}</p>
      </section>
      <PapersToBring procedure={procedure} today={today} lists={lists} />
      <Where procedure={procedure} lists={lists} />
      <Money procedure={procedure} />
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

/** The names that a condition reads. */
function namesIn(condition: Condition | undefined): string[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(namesIn)
  if ('any' in condition) return condition.any.flatMap(namesIn)
  if ('not' in condition) return namesIn(condition.not)
  return [condition.field]
}

/** The questions that decide about papers and can be answered by choosing. */
function forksOf(procedure: Procedure, answers: Answers, today: string): Field[] {
  const deciding = new Set(procedure.papers.flatMap(({ when }) => namesIn(when)))
  return visibleFields(procedure.form, answers, today).filter(
    ({ name, type }) => deciding.has(name) && (type === 'choice' || type === 'yesNo')
  )
}

function PapersToBring({ procedure, today, lists }: { procedure: Procedure; today: string; lists: Lists }) {
  const t = useText(texts)
  const [answers, setAnswers] = useForks(procedure)
  const forks = forksOf(procedure, answers, today)
  const open = new Set(forks.filter(({ name }) => answers[name] === undefined).map(({ name }) => name))
  const needed = requiredPapers(procedure, answers, today)
  const certain = needed.filter(({ when }) => !namesIn(when).some((name) => open.has(name)))
  const maybe = procedure.papers.filter(({ when }) => namesIn(when).some((name) => open.has(name)))
  return (
    <section className="stack">
      <h2>{t('prepare.papers')}</h2>
      <PaperList papers={certain} />
      {forks.length > 0 && (
        <details className="card">
          <summary>{t('prepare.ask')}</summary>
          <div className="stack">
            {forks.map((field) => (
              <FormField
                key={field.name}
                field={{ ...field, help: undefined, official: undefined }}
                path={field.name}
                value={answers[field.name]}
                onChange={(value) => setAnswers({ ...answers, [field.name]: value })}
                around={{ form: procedure.form, answers, today, lists, compact: false, faults: [], warnings: [] }}
              />
            ))}
          </div>
        </details>
      )}
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
    <ul className="papers">
      {papers.map((paper) => {
        const kind = paper.fromAnswers ? 'answers' : paper.kind
        return (
          <li key={paper.code}>
            <span className={kind === 'database' ? 'struck' : undefined}>{say(paper.name, language)}</span>
            <span className="muted small">{t(`kind.${kind}`)}</span>
          </li>
        )
      })}
    </ul>
  )
}

function Where({ procedure, lists }: { procedure: Procedure; lists: Lists }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [commune, setCommune] = usePlace()
  const promise = usePromise(procedure.code, commune)
  const moment = (at: string) => formatMoment(new Date(at), language)
  return (
    <section className="stack">
      <h2>{t('prepare.where')}</h2>
      <CommuneField lists={lists} commune={commune} onCommune={setCommune} />
      {promise.data && (
        <Notice tone="ok" icon="clock">
          <p>{t('prepare.desk', { office: language === 'vi' ? promise.data.officeVi : promise.data.officeEn })}</p>
          <p>
            <b>{t('prepare.due', { when: moment(promise.data.dueAt) })}</b>
          </p>
          {promise.data.provisional && <p>{t('prepare.provisional')}</p>}
        </Notice>
      )}
      {promise.error && <Waiting error={promise.error} onAgain={promise.refetch} />}
      {procedure.limits.map(({ when, limit, note }) => (
        <p key={JSON.stringify(limit)} className="muted">
          {t(when ? 'prepare.limit.case' : 'prepare.limit', { limit: formatLimit(limit, language) })}{' '}
          {note && say(note, language)}
        </p>
      ))}
    </section>
  )
}

export function CommuneField({
  lists,
  commune,
  onCommune
}: {
  lists: Lists
  commune: string | undefined
  onCommune: (commune: string | undefined) => void
}) {
  const t = useText(texts)
  return (
    <SearchField
      id="commune"
      label={t('prepare.commune')}
      optional
      placeholder={t('address.commune.search')}
      options={lists.districts.flatMap((district) =>
        district.communes.map(({ code, name }) => ({ value: code, label: name, note: district.name }))
      )}
      value={commune}
      onChange={onCommune}
    />
  )
}

function Money({ procedure }: { procedure: Procedure }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { fees } = procedure
  const free = fees.every(({ amount, when }) => amount === 0 || when !== undefined)
  return (
    <section className="stack tight">
      <h2>{t('prepare.money')}</h2>
      {free && (
        <p>
          <b>{t('prepare.free')}</b> {fees.length === 0 && t('prepare.free.why')}
        </p>
      )}
      <ul className="papers">
        {fees.map(({ code, name, amount, each, when, exemptions }) => {
          const sum = formatMoney(amount, language)
          return (
            <li key={code}>
              <span>
                {say(name, language)}: <b>{each ? t('prepare.each', { amount: sum }) : sum}</b>
              </span>
              {(when || exemptions.length > 0) && (
                <span className="muted small">
                  {[
                    when && t('prepare.if'),
                    exemptions.length > 0 &&
                      t('review.exempt', { why: exemptions.map((ground) => say(ground.name, language)).join('; ') })
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
