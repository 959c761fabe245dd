import { listOffices } from '@motcua/procedures/contract'
import { call, newKey } from '@motcua/ui/call.ts'
import { ChoiceField, SelectField } from '@motcua/ui/controls/choice.tsx'
import { SearchField } from '@motcua/ui/controls/search-field.tsx'
import { IntegerField, LongTextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askOpinion, giveOpinion } from '../../contract.ts'
import type { ActProps } from './act-form.tsx'
import { ActFrame, useAct } from './act-frame.tsx'
import { texts } from './texts.ts'

const posts = [
  'leader',
  'specialist',
  'officer',
  'civil_status_officer',
  'culture_social_officer',
  'land_construction_officer'
] as const

/** Asks another office in writing; the clock runs on. */
export function AskOpinionForm(props: ActProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [id] = useState(newKey)
  const [office, setOffice] = useState<string>()
  const [post, setPost] = useState<string | undefined>('leader')
  const [question, setQuestion] = useState<string>()
  const [hours, setHours] = useState<number | string | undefined>(16)
  const act = useAct(askOpinion, props)
  const offices = useQuery({
    queryKey: ['offices'],
    queryFn: ({ signal }) => call(listOffices, { query: {}, signal }),
    staleTime: 3_600_000
  })
  const options = (offices.data?.rows ?? []).map((row) => ({
    value: String(row.id),
    label: say(row.name, language),
    note: row.code
  }))
  const send = () =>
    act.check({ office, post, question, hours: typeof hours === 'number' ? hours : undefined }, (body) => ({
      ...body,
      opinion: id,
      office: Number(body.office)
    }))
  return (
    <ActFrame act={act} send={send}>
      <SearchField
        {...act.field('office')}
        label={t('opinion.office')}
        options={options}
        value={office}
        onChange={setOffice}
      />
      <SelectField
        {...act.field('post')}
        label={t('opinion.post')}
        options={posts.map((one) => ({ value: one, label: t(`post.${one}`) }))}
        value={post}
        onChange={setPost}
      />
      <LongTextField {...act.field('question')} label={t('opinion.question')} value={question} onChange={setQuestion} />
      <IntegerField {...act.field('hours')} label={t('opinion.hours')} value={hours} onChange={setHours} />
    </ActFrame>
  )
}

/** Answers what one's own post was asked. */
export function GiveOpinionForm(props: ActProps) {
  const t = useText(texts)
  const { appointments } = useOfficial()
  const [agrees, setAgrees] = useState<string>()
  const [answer, setAnswer] = useState<string>()
  const act = useAct(giveOpinion, props)
  const asked = props.view.opinions.find(
    (one) =>
      one.standing === 'open' && appointments.some((held) => held.office === one.office && held.post === one.post)
  )
  const send = () =>
    act.check({ agrees, answer, asked }, (body) => ({
      opinion: body.asked.id,
      agrees: body.agrees === 'yes',
      answer: body.answer
    }))
  return (
    <ActFrame act={act} send={send}>
      {asked && <p>{asked.question}</p>}
      <ChoiceField
        {...act.field('agrees')}
        label={t('opinion.view')}
        options={[
          { value: 'yes', label: t('opinion.agree') },
          { value: 'no', label: t('opinion.disagree') }
        ]}
        value={agrees}
        onChange={setAgrees}
      />
      <LongTextField {...act.field('answer')} label={t('opinion.answer')} value={answer} onChange={setAnswer} />
    </ActFrame>
  )
}
