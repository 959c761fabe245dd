import type { Endpoint } from '@motcua/kernel/contract'
import { smsSigns } from '@motcua/kernel/rules/sms'
import { call, type CallInput, callForPdf } from '@motcua/ui/call.ts'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { FileView } from '@motcua/ui/files/view.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type {
  previewApology,
  previewApologySms,
  previewAskingAtDesk,
  previewAskingSmsAtDesk,
  previewRefusal,
  previewRefusalAtDesk,
  previewRefusalSms,
  previewRefusalSmsAtDesk,
  previewSupplementRequest,
  previewSupplementSms
} from '../../contract.ts'
import { texts } from './texts.ts'

/** A paper is drawn anew once the words have stood still for so long: each drawing costs the server a moment. */
const stillMs = 700

type Previewed = {
  /** Of which dossier; of none, where it still lies on the counter. */
  id?: string
  paper:
    | typeof previewSupplementRequest
    | typeof previewRefusal
    | typeof previewApology
    | typeof previewAskingAtDesk
    | typeof previewRefusalAtDesk
  sms:
    | typeof previewSupplementSms
    | typeof previewRefusalSms
    | typeof previewApologySms
    | typeof previewAskingSmsAtDesk
    | typeof previewRefusalSmsAtDesk
  /** What would be sent now; undefined while something is missing. */
  body: object | undefined
}

/** The paper and the SMS as they would leave now, drawn by the server that will draw them; anew whenever the form has changed. */
export function PaperPreview({ id, paper, sms, body }: Previewed) {
  const t = useText(texts)
  const asked = useStill(body === undefined ? undefined : JSON.stringify(body))
  const question = <E extends Endpoint, Answer>(
    endpoint: E,
    ask: (endpoint: E, input: CallInput<E>) => Promise<Answer>
  ) => ({
    queryKey: ['preview', endpoint.name, id, asked],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      ask(endpoint, { params: id ? { id } : {}, body: JSON.parse(asked ?? ''), signal } as unknown as CallInput<E>),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    // What is drawn names the applicant: it is gone with the screen.
    gcTime: 0
  })
  const drawn = useQuery(question<Endpoint, ArrayBuffer>(paper, callForPdf))
  const told = useQuery(question(sms as typeof previewAskingSmsAtDesk, call))
  const failed = drawn.error ?? told.error
  if (body === undefined && !drawn.data) return <Notice tone="none">{t('preview.incomplete')}</Notice>
  if (failed) return <Waiting error={failed} onAgain={() => Promise.all([drawn.refetch(), told.refetch()])} />
  return (
    <section className="preview stack tight" aria-label={t('preview')}>
      <output className="muted">
        {body === undefined ? t('preview.incomplete') : drawn.isFetching || !drawn.data ? t('preview.drawing') : ''}
      </output>
      {told.data && (
        <div className="stack tight">
          <h3>
            {t('preview.sms')}
            {told.data.sms !== null && (
              <span className="muted figures">
                {' '}
                {t('preview.sms.signs', { count: told.data.sms.length, most: smsSigns })}
              </span>
            )}
          </h3>
          <p className={told.data.sms === null ? 'muted' : 'sms'}>{told.data.sms ?? t('preview.sms.none')}</p>
        </div>
      )}
      {drawn.data && (
        <FileView
          key={drawn.dataUpdatedAt}
          file={{ name: t('preview'), mediaType: 'application/pdf', bytes: drawn.data }}
        />
      )}
    </section>
  )
}

/** A text once it has not changed for a while; at once what is there from the beginning. */
function useStill(text: string | undefined): string | undefined {
  const [still, setStill] = useState(text)
  useEffect(() => {
    if (text === undefined) return
    const timer = setTimeout(() => setStill(text), stillMs)
    return () => clearTimeout(timer)
  }, [text])
  return still
}
