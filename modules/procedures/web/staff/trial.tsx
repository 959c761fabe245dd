import { type Answers, visibleFields } from '@motcua/kernel/rules/form'
import { formatMoment, formatMoney } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { today as todayOf } from '@motcua/ui/clock.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { FormField } from '@motcua/ui/forms/form-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useProblemText } from '@motcua/ui/problem-text.ts'
import { say } from '@motcua/ui/texts.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listAreas, tryProcedure } from '../../contract.ts'
import type { Procedure } from '../../rules.ts'
import { texts } from './texts.ts'

/** “Chạy thử”: the questions asked before applying, and what follows from the answers. */
export function Trial({ procedure }: { procedure: Procedure }) {
  const t = useText(texts)
  const problemText = useProblemText()
  const { language } = useLanguage()
  const [answers, setAnswers] = useState<Answers>({})
  const today = todayOf()
  const areas = useQuery({
    queryKey: ['areas'],
    queryFn: ({ signal }) => call(listAreas, { signal }),
    staleTime: 3_600_000
  })
  const trial = useMutation({ mutationFn: () => call(tryProcedure, { body: { procedure, answers } }) })
  const fields = visibleFields(procedure.form, answers, today).filter(({ name }) => procedure.prepare.includes(name))
  const { form } = procedure
  const lists = { districts: areas.data?.districts ?? [], industries: [] }
  return (
    <section className="stack tight">
      <h2>{t('try.title')}</h2>
      <p className="muted">{procedure.prepare.length > 0 ? t('try.why') : t('try.none')}</p>
      {fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          path={field.name}
          value={answers[field.name]}
          onChange={(value) => {
            setAnswers({ ...answers, [field.name]: value })
            trial.reset()
          }}
          around={{ form, answers, today, lists, compact: true, faults: [], warnings: [] }}
        />
      ))}
      <div>
        <Button look="main" busy={trial.isPending} onClick={() => trial.mutate()}>
          {t('try.do')}
        </Button>
      </div>
      {trial.error && <Notice tone="late" aloud title={problemText(trial.error)} />}
      {trial.data && (
        <Notice tone="ok" aloud title={t('try.outcome')}>
          <dl className="facts trial">
            <div>
              <dt>{t('try.due')}</dt>
              <dd>{formatMoment(new Date(trial.data.dueAt), language)}</dd>
            </div>
            <div>
              <dt>{t('what.desk')}</dt>
              <dd>{trial.data.desk ? say(trial.data.desk, language) : t('try.noDesk')}</dd>
            </div>
            <div>
              <dt>{t('part.fees')}</dt>
              <dd>
                {trial.data.charges.length === 0 && t('try.free')}
                <ul>
                  {trial.data.charges.map(({ name, amount, exemption }) => (
                    <li key={name.vi}>
                      {say(name, language)}: {formatMoney(amount, language)}
                      {exemption && ` (${t('rules.exempt', { who: say(exemption, language) })})`}
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
            <div>
              <dt>{t('part.papers')}</dt>
              <dd>
                <ul>
                  {trial.data.papers.map(({ name, kind, sets }) => (
                    <li key={name.vi}>
                      {say(name, language)}{' '}
                      <span className="muted">
                        {t(`kind.${kind as 'copy'}`)}
                        {sets > 1 && ` × ${sets}`}
                      </span>
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          </dl>
        </Notice>
      )}
    </section>
  )
}
