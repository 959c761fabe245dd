import { askCallBack } from '@motcua/desks/contract'
import { checkPhone, readPhone } from '@motcua/kernel/rules/identity'
import { formatMoment } from '@motcua/kernel/rules/text'
import { call, newKey } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { LongTextField, TextField } from '@motcua/ui/controls/text-field.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useState } from 'react'
import { useParams, useSearch } from 'wouter'
import { useAct } from './act.ts'
import { useLists, useProcedure, usePromise } from './asking.ts'
import { usePlace } from './beginning.ts'
import { CommuneField } from './prepare.tsx'
import { texts } from './texts.ts'

/** “Nhờ gọi lại”: for whoever would rather be told than read. Of a procedure it goes to the desk that takes it in, else to the commune's. */
export function CallBack() {
  const t = useText(texts)
  const { language } = useLanguage()
  const { code = '' } = useParams()
  const { lists, error, again } = useLists()
  const { data } = useProcedure(code)
  const [dueAt, setDueAt] = useState<string>()
  return (
    <Page title={t('call.title')}>
      {data && <p className="muted">{say(data.procedure.name, language)}</p>}
      {dueAt ? (
        <>
          <Notice tone="ok" icon="phone" aloud title={t('call.done')}>
            <p>
              <Unbroken text={t('call.due', { when: formatMoment(new Date(dueAt), language) })} />
            </p>
          </Notice>
          <ButtonLink href={code ? `/thu-tuc/${code}` : '/'} wide>
            {t('page.back')}
          </ButtonLink>
        </>
      ) : lists ? (
        <Ask code={code} lists={lists} onAsked={setDueAt} />
      ) : (
        <Waiting error={error} onAgain={again} />
      )}
    </Page>
  )
}

type Faults = { commune?: string; name?: string; phone?: string }

function Ask({
  code,
  lists,
  onAsked
}: {
  code: string
  lists: NonNullable<ReturnType<typeof useLists>['lists']>
  onAsked: (dueAt: string) => void
}) {
  const t = useText(texts)
  const { act, busy, fault, changed } = useAct()
  const [commune, setCommune] = usePlace()
  const promise = usePromise(code, code ? commune : undefined)
  const sought = new URLSearchParams(useSearch()).get('hoi') ?? ''
  const [words, setWords] = useState<{ name?: string; phone?: string; about?: string }>({ about: sought })
  const [faults, setFaults] = useState<Faults>({})
  const [id, setId] = useState(newKey)
  const { name = '', phone = '', about } = words
  const write = (part: typeof words) => {
    setWords({ ...words, ...part })
    setFaults({})
    setId(newKey())
    changed()
  }
  const ask = async () => {
    const wrong: Faults = {
      ...(commune ? {} : { commune: t('photos.need.commune') }),
      ...(name.trim() ? {} : { name: t('call.need.name') }),
      ...(checkPhone(readPhone(phone)) ? { phone: t('contact.phone.need') } : {})
    }
    setFaults(wrong)
    if (Object.keys(wrong).length > 0 || !commune) return
    const desk = promise.data ? { office: promise.data.office } : { commune }
    const body = {
      id,
      ...desk,
      name: name.trim(),
      phone,
      ...(code ? { procedure: code } : {}),
      ...(about?.trim() ? { words: about.trim() } : {})
    }
    await act(async (key) => onAsked((await call(askCallBack, { body, key })).dueAt))
  }
  return (
    <>
      <p>{t('call.what')}</p>
      <CommuneField
        lists={lists}
        label={t('photos.commune')}
        commune={commune}
        fault={faults.commune}
        onCommune={(next) => {
          setCommune(next)
          write({})
        }}
      />
      <TextField
        id="name"
        label={t('call.name')}
        value={name}
        faultAt={() => faults.name}
        onChange={(next) => write({ name: next ?? '' })}
      />
      <TextField
        id="phone"
        kind="phone"
        label={t('contact.phone')}
        value={phone}
        faultAt={() => faults.phone}
        onChange={(next) => write({ phone: next ?? '' })}
      />
      <LongTextField
        id="about"
        label={t('call.about')}
        optional
        value={about}
        onChange={(next) => write({ about: next ?? '' })}
      />
      {fault && (
        <Notice tone="late" title={t('review.failed')} aloud>
          <p>{fault}</p>
        </Notice>
      )}
      <Button look="main" icon="phone" wide busy={busy} onClick={() => void ask()}>
        {t('call.do')}
      </Button>
    </>
  )
}
