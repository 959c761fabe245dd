import { formatNumber } from '@motcua/kernel/rules/text'
import type { Procedure } from '@motcua/procedures/rules'
import { addressOf } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { TextField } from '@motcua/ui/controls/text-field.tsx'
import { FileView } from '@motcua/ui/files/view.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { useState } from 'react'
import { type DossierView, openPaper } from '../../contract.ts'
import { useNames } from './dossier-parts.tsx'
import { texts } from './texts.ts'

/** What was found wrong, by `paper.code` or `field.name`, and how to mend it: looked at first, asked for afterwards in one paper. */
export type Hows = Record<string, string>

/** The papers at full size beside the form, one at a time, each with the verdict of who looks at it. */
export function PapersBeside({
  view,
  procedure,
  hows,
  onHows
}: {
  view: DossierView
  procedure: Procedure
  hows: Hows
  onHows: (hows: Hows) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const nameOf = useNames(procedure)
  const [at, setAt] = useState(0)
  const paper = view.papers[at]
  if (!paper) return <p className="muted">{t('papers.none')}</p>
  const place = { id: view.id, sha256: paper.sha256 }
  const file = {
    name: paper.name,
    mediaType: paper.mediaType,
    original: addressOf(openPaper, place),
    shown: addressOf(openPaper, place, { as: 'shown' })
  }
  const judged = view.actions.includes('askSupplement')
  return (
    <section className="stack tight papers-beside" aria-label={t('papers')}>
      <ul className="tabs">
        {view.papers.map(({ code, sha256, size }, i) => (
          <li key={code + sha256}>
            <button type="button" aria-current={i === at ? 'true' : undefined} onClick={() => setAt(i)}>
              {nameOf('paper', code)}{' '}
              <span className="muted small nowrap">
                {t('papers.size', { size: formatNumber(Math.max(1, Math.round(size / 1000)), language) })}
              </span>
              {judged && hows[`paper.${code}`] !== undefined && <b className="tone-late"> {t('verdict.wrong')}</b>}
            </button>
          </li>
        ))}
      </ul>
      {judged && (
        <Verdict
          key={paper.code}
          name={`paper.${paper.code}`}
          label={nameOf('paper', paper.code)}
          hows={hows}
          onHows={onHows}
        />
      )}
      <FileView key={paper.sha256} file={file} />
    </section>
  )
}

const usual = ['blurred', 'incomplete', 'uncertified', 'expired', 'differs'] as const

/** Good as it is, or what is wrong with it: the usual faults are one press. */
function Verdict({
  name,
  label,
  hows,
  onHows
}: {
  name: string
  label: string
  hows: Hows
  onHows: (hows: Hows) => void
}) {
  const t = useText(texts)
  const how = hows[name]
  const { [name]: _, ...others } = hows
  return (
    <div className="stack tight">
      <fieldset className="row verdict">
        <legend className="aloud">{label}</legend>
        <label className="tick">
          <input type="radio" name={`verdict.${name}`} checked={how === undefined} onChange={() => onHows(others)} />
          {t('verdict.right')}
        </label>
        <label className="tick">
          <input
            type="radio"
            name={`verdict.${name}`}
            checked={how !== undefined}
            onChange={() => onHows({ ...hows, [name]: how ?? '' })}
          />
          {t('verdict.wrong')}
        </label>
      </fieldset>
      {how !== undefined && (
        <>
          <TextField
            id={`verdict.${name}.how`}
            label={t('supplement.how')}
            value={how}
            onChange={(next) => onHows({ ...hows, [name]: next ?? '' })}
          />
          <UsualFaults onPick={(text) => onHows({ ...hows, [name]: text })} />
        </>
      )}
    </div>
  )
}

export function UsualFaults({ onPick }: { onPick: (text: string) => void }) {
  const t = useText(texts)
  return (
    <div className="row usual">
      {usual.map((one) => (
        <Button key={one} look="plain" onClick={() => onPick(t(`usual.${one}.how`))}>
          {t(`usual.${one}`)}
        </Button>
      ))}
    </div>
  )
}
