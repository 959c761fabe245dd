import { formatDate, formatNumber } from '@motcua/kernel/rules/text'
import { Notice } from '@motcua/ui/controls/notice.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import type { Static } from 'typebox'
import type { ImportReport } from '../../contract.ts'
import type { Procedure } from '../../rules.ts'
import { Part } from './contents.tsx'
import { Differences } from './differences.tsx'
import { texts } from './texts.ts'

type Report = Static<typeof ImportReport>

/** What a list would do, counted. */
export function Summary({ report }: { report: Report }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { total, ready, changed, unchanged, kept, faultCount } = report
  const count = (number: number) => formatNumber(number, language)
  const parts = [
    t('import.rows', { count: count(total) }),
    ready - changed > 0 && t('import.new', { count: count(ready - changed) }),
    changed > 0 && t('import.changed', { count: count(changed) }),
    unchanged > 0 && t('import.unchanged', { count: count(unchanged) }),
    kept.length > 0 && t('import.kept', { count: count(kept.length) }),
    faultCount > 0 && t('import.faults', { count: count(faultCount) })
  ]
  return (
    <Notice
      tone={ready === 0 && faultCount > 0 ? 'late' : faultCount > 0 ? 'soon' : 'ok'}
      aloud
      title={parts.filter(Boolean).join(' · ')}
    >
      {faultCount > 0 && ready > 0 && <p>{t('import.good')}</p>}
      {ready === 0 && <p>{t('import.nothing')}</p>}
    </Notice>
  )
}

/** What is different from the version whose place is taken, and how many dossiers are under way. */
export function Changes({
  report: { changes, changed },
  procedure
}: {
  report: Report
  procedure: Procedure | null | undefined
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  if (changes.length === 0) return null
  return (
    <Part title={t('import.changes')}>
      <ul className="rule-changes">
        {changes.map(({ code, name, since, running, differences }) => (
          <li key={code} className="stack tight">
            <p>
              <b>{say(name, language)}</b>{' '}
              <span className="muted">
                <span className="figures">{code}</span> · {t('import.since', { day: formatDate(since) })} ·{' '}
                {t(running === 0 ? 'rules.running.none' : 'rules.running', {
                  count: formatNumber(running, language)
                })}
              </span>
            </p>
            <Differences found={differences} form={procedure?.form ?? { sections: [] }} />
          </li>
        ))}
      </ul>
      {changed > changes.length && <p className="muted">{t('import.changes.rest', { shown: changes.length })}</p>}
    </Part>
  )
}

/** Where it cannot be published as it is, cell by cell. */
export function Faults({ report: { faults, faultCount } }: { report: Report }) {
  const t = useText(texts)
  const { language } = useLanguage()
  // A column of a sheet, or a path into the data of a procedure.
  const columnName = (column: string) => {
    if (column === 'from') return t('import.from')
    const part = `part.${column.split('.')[0]}`
    return part in texts.vi ? `${t(part as 'part.steps')} (${column})` : column
  }
  if (faults.length === 0) return null
  return (
    <Part title={t('import.faulty')}>
      <table className="key-table">
        <thead>
          <tr>
            <th scope="col">{t('import.row')}</th>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.fault')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ row, column, code, text }) => (
            <tr key={`${row} ${column} ${code}`}>
              <td className="figures">{row}</td>
              <td>{columnName(column)}</td>
              <td>{say(text, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faultCount > faults.length && <p className="muted">{t('import.rest', { shown: faults.length })}</p>}
    </Part>
  )
}
