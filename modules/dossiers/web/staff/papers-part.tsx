import { dayOf } from '@motcua/kernel/rules/calendar'
import { formatDate, formatMoney } from '@motcua/kernel/rules/text'
import { type Charge, demandsFile, type Paper } from '@motcua/procedures/rules'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { TextField } from '@motcua/ui/controls/text-field.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Part } from '@motcua/ui/staff/part.tsx'
import type { ArchivedPaper } from '../../contract.ts'
import { FileField } from './file-field.tsx'
import type { Brought } from './files.ts'
import type { Intake } from './intakes.ts'
import { texts } from './texts.ts'

export const paperId = (code: string) => `papers.${code}`

/** A paper that is shown and given back at once leaves no file: the officer says that it was seen. */
export const mustBeSeen = ({ kind, fromAnswers }: Paper): boolean => kind === 'show' && !fromAnswers

type Change = (part: Partial<Intake>, paper: string) => void

/** The list of papers as the desk goes through it: scan, tick, or nothing to do because the State has it already. */
export function PapersPart({
  papers,
  intake,
  archive,
  onSearch,
  faultOf,
  onChange
}: {
  papers: Paper[]
  intake: Intake
  archive: ArchivedPaper[]
  /** Where who stands here is known by number only, and the archive was not asked under the name that was typed. */
  onSearch: (() => void) | undefined
  faultOf: (paper: string) => string | undefined
  onChange: Change
}) {
  const t = useText(texts)
  return (
    <Part id="part-papers" title={t('papers')} onKey="Alt+3">
      {papers.map((paper) => (
        <PaperLine
          key={paper.code}
          paper={paper}
          intake={intake}
          found={archive.filter(({ code }) => code === paper.code)}
          fault={faultOf(paper.code)}
          onChange={onChange}
        />
      ))}
      {onSearch && (
        <div>
          <Button icon="folder" onClick={onSearch}>
            {t('archive.search')}
          </Button>
        </div>
      )}
    </Part>
  )
}

function PaperLine({
  paper,
  intake,
  found,
  fault,
  onChange
}: {
  paper: Paper
  intake: Intake
  found: ArchivedPaper[]
  fault: string | undefined
  onChange: Change
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { code } = paper
  const label = say(paper.name, language)
  const id = paperId(code)
  const kept = intake.originals ?? []
  const use = (file: Brought | undefined) => {
    const { [code]: _, ...rest } = intake.files
    onChange({ files: file ? { ...rest, [code]: file } : rest }, code)
  }
  const used = found.find(({ sha256 }) => sha256 === intake.files[code]?.sha256)
  if (demandsFile(paper))
    return (
      <>
        <FileField
          id={id}
          label={label}
          note={t(paper.kind === 'copy' ? 'paper.copy' : 'paper.handIn', { sets: paper.sets })}
          fault={fault}
          matter={intake.id}
          value={intake.files[code]}
          onChange={use}
        />
        {used ? (
          <p className="no-file">
            <Icon name="folder" />
            <span className="muted">{t('archive.used', { number: used.number })}</span>
          </p>
        ) : (
          !intake.files[code] && <Found papers={found} onUse={use} />
        )}
        <label className="tick">
          <input
            type="checkbox"
            checked={kept.includes(code)}
            onChange={(event) =>
              onChange(
                { originals: event.currentTarget.checked ? [...kept, code] : kept.filter((one) => one !== code) },
                code
              )
            }
          />
          {t('paper.original')}
        </label>
      </>
    )
  if (mustBeSeen(paper))
    return (
      <div className="field">
        <label className="tick">
          <input
            type="checkbox"
            id={id}
            checked={intake.seen.includes(code)}
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? `${id}:fault` : undefined}
            onChange={(event) => {
              const rest = intake.seen.filter((one) => one !== code)
              onChange({ seen: event.currentTarget.checked ? [...rest, code] : rest }, code)
            }}
          />
          <span>
            {label} <span className="muted">{t('paper.show')}</span>
          </span>
        </label>
        {fault && (
          <p className="fault" id={`${id}:fault`}>
            <Icon name="late" />
            <span>{fault}</span>
          </p>
        )}
      </div>
    )
  return (
    <p className="no-file">
      <Icon name="check" />
      <span className="muted">
        {paper.kind === 'database' ? <s>{label}</s> : label}{' '}
        {t(paper.fromAnswers ? 'paper.fromAnswers' : 'paper.database')}
      </span>
    </p>
  )
}

/** What lies in the archive already: named, it need not be scanned or asked for. */
function Found({ papers, onUse }: { papers: ArchivedPaper[]; onUse: (file: Brought) => void }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return papers.slice(0, 3).map(({ sha256, name, what, number, at }) => (
    <div key={sha256} className="row no-file">
      <Icon name="folder" />
      <span>{t('archive.found', { what: say(what, language), day: formatDate(dayOf(new Date(at))), number })}</span>
      <Button onClick={() => onUse({ sha256, name })}>{t('archive.use')}</Button>
    </div>
  ))
}

export function FeePart({
  charges,
  fee,
  receipt,
  demanded,
  tried,
  onReceipt
}: {
  charges: Charge[]
  fee: number
  receipt: string | undefined
  demanded: boolean
  tried: boolean
  onReceipt: (receipt: string | undefined) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <Part id="part-fee" title={t('fee')} onKey="Alt+5">
      {charges.length === 0 ? (
        <p>{t('fee.none')}</p>
      ) : (
        <ul className="charges">
          {charges.map(({ code, name, amount, exemption }) => (
            <li key={code}>
              <span>
                {say(name, language)}
                {exemption && <span className="muted"> ({t('fee.exempt', { why: say(exemption, language) })})</span>}
              </span>
              <b className="figures nowrap">{formatMoney(amount, language)}</b>
            </li>
          ))}
          <li>
            <b>{t('fee.total')}</b>
            <b className="figures nowrap">{formatMoney(fee, language)}</b>
          </li>
        </ul>
      )}
      {fee > 0 && (
        <TextField
          id="fee.receipt"
          label={t('fee.receipt')}
          optional={!demanded}
          faultAt={() => (demanded && tried && !receipt?.trim() ? t('fault.required') : undefined)}
          value={receipt}
          onChange={onReceipt}
        />
      )}
    </Part>
  )
}
