import { formatMoment } from '@motcua/kernel/rules/text'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button, ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { Part } from '@motcua/ui/parts.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useLocation, useParams } from 'wouter'
import { useCitizen, useLists, usePerson, useProcedure, usePromise } from './asking.ts'
import { answersAtFirst, usePlace } from './beginning.ts'
import { beginDraft, type Draft, useDrafts } from './drafts.ts'
import { ForAnother } from './for-another.tsx'
import { CommuneField } from './prepare.tsx'
import { texts } from './texts.ts'

/** C4 “Chọn cách nộp”: nobody is shut out by a form. */
export function Ways() {
  const t = useText(texts)
  const { language } = useLanguage()
  const { code = '' } = useParams()
  const asked = useProcedure(code)
  if (!asked.data)
    return (
      <Page title={t('ways.title')}>
        <Waiting error={asked.error} onAgain={asked.refetch} />
      </Page>
    )
  const { ways, name } = asked.data.procedure
  return (
    <Page title={t('ways.title')}>
      <p className="muted">{say(name, language)}</p>
      {ways.includes('online') && <Oneself code={code} />}
      {ways.includes('online') && <ByPhotographs code={code} />}
      <AtTheDesk code={code} byPost={ways.includes('post')} />
      <section className="card stack">
        <h2>{t('call.title')}</h2>
        <p>{t('call.what')}</p>
        <ButtonLink href={`/thu-tuc/${code}/goi-lai`} icon="phone" wide>
          {t('call.do')}
        </ButtonLink>
      </section>
    </Page>
  )
}

function Oneself({ code }: { code: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [, go] = useLocation()
  const { data } = useProcedure(code)
  const citizen = useCitizen()
  const [draft] = useDrafts(usePerson()).filter(({ procedure, photoFiling }) => procedure === code && !photoFiling)
  const begin = (onBehalfOf?: Draft['onBehalfOf']) => {
    if (!data) return
    const { version, procedure } = data
    const begun = beginDraft({
      procedure: code,
      version,
      name: procedure.name,
      answers: answersAtFirst(procedure),
      owner: citizen?.id ?? null,
      onBehalfOf
    })
    go(`/ban-khai/${begun.id}`)
  }
  return (
    <>
      <section className="card stack">
        <h2>{t('ways.self')}</h2>
        <p>{t('ways.self.what')}</p>
        {draft ? (
          <>
            <p>
              <Unbroken text={t('ways.draft', { when: formatMoment(new Date(draft.savedAt), language) })} />
            </p>
            <ButtonLink href={`/ban-khai/${draft.id}`} look="main" wide>
              {t('ways.draft.go')}
            </ButtonLink>
            <Button wide onClick={() => begin()}>
              {t('ways.draft.new')}
            </Button>
          </>
        ) : (
          <Button look="main" wide onClick={() => begin()}>
            {t('ways.self')}
          </Button>
        )}
      </section>
      <ForAnother onBegin={begin} />
    </>
  )
}

/** For whoever would rather not fill in a form: the desk does it from pictures. */
function ByPhotographs({ code }: { code: string }) {
  const t = useText(texts)
  return (
    <section className="card stack">
      <h2>{t('photos.title')}</h2>
      <p>{t('photos.what')}</p>
      <ButtonLink href={`/thu-tuc/${code}/gui-anh`} icon="camera" wide>
        {t('photos.begin')}
      </ButtonLink>
    </section>
  )
}

function AtTheDesk({ code, byPost }: { code: string; byPost: boolean }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { lists, error, again } = useLists()
  const [commune, setCommune] = usePlace()
  const promise = usePromise(code, commune)
  const { data } = promise
  const office = data && (language === 'vi' ? data.officeVi : data.officeEn)
  return (
    <section className="card stack">
      <h2>{t('ways.desk')}</h2>
      <p>{office ? t('ways.desk.what', { office }) : t('ways.desk.which')}</p>
      {lists ? (
        <CommuneField lists={lists} label={t('prepare.commune')} commune={commune} onCommune={setCommune} optional />
      ) : (
        <Waiting error={error} onAgain={again} />
      )}
      {promise.error && !data && <Waiting error={promise.error} onAgain={promise.refetch} />}
      {data && <Part at="visit" office={data.office} />}
      <p className="muted">
        <Unbroken text={t('ways.hours')} />
      </p>
      {byPost && office && (
        <>
          <h3>{t('ways.post')}</h3>
          <p>{t('ways.post.what', { office })}</p>
        </>
      )}
    </section>
  )
}
