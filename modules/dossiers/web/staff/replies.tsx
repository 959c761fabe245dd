import { formatLength, formatMoment, formatSize } from '@motcua/kernel/rules/text'
import { addressOf } from '@motcua/ui/call.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { Sound } from '@motcua/ui/sound/player.tsx'
import { type DossierView, openPaper } from '../../contract.ts'
import { texts } from './texts.ts'

/** What the applicant has said with a supplement: read at once, heard by who wants to, answered by “Nhắn người nộp”. */
export function Replies({ view: { id, replies } }: { view: DossierView }) {
  const t = useText(texts)
  const { language } = useLanguage()
  if (replies.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{t('replies')}</h2>
      {replies.map(({ at, text, voice }) => (
        <div key={at} className="reply stack tight">
          <p className="muted small figures">
            {formatMoment(new Date(at), language)}
            {voice &&
              ` · ${t('replies.voice', { length: formatLength(voice.seconds), size: formatSize(voice.size, language) })}`}
          </p>
          {text && <p className="said">{text}</p>}
          {voice && <Sound address={addressOf(openPaper, { id, sha256: voice.sha256 })} seconds={voice.seconds} />}
        </div>
      ))}
    </section>
  )
}
