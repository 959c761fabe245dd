import { formatDate } from '@motcua/kernel/rules/text'
import { dayOf } from '@motcua/kernel/rules/calendar'
import { call } from '@motcua/ui/call.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Dialog } from '@motcua/ui/controls/dialog.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listMyPapers, type MyPaper } from '../../contract.ts'
import { useCitizen } from './asking.ts'
import { texts } from './texts.ts'

/** “Dùng giấy đã có”: what one has handed in or been given before need not be photographed again. Those of the same kind stand first. */
export function FromArchive({
  code,
  most,
  onChosen
}: {
  /** The paper that is asked for. */
  code: string
  /** Bytes that a file of it may have. */
  most: number
  onChosen: (paper: MyPaper) => void
}) {
  const t = useText(texts)
  const citizen = useCitizen()
  const [open, setOpen] = useState(false)
  if (!citizen) return null
  return (
    <>
      <Button look="plain" wide icon="folder" onClick={() => setOpen(true)}>
        {t('archive.use')}
      </Button>
      {open && (
        <Dialog title={t('archive.use')} onClose={() => setOpen(false)}>
          <Choice
            code={code}
            most={most}
            onChosen={(paper) => {
              setOpen(false)
              onChosen(paper)
            }}
          />
        </Dialog>
      )}
    </>
  )
}

function Choice({ code, most, onChosen }: { code: string; most: number; onChosen: (paper: MyPaper) => void }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['my-papers'],
    meta: { keep: 'person' },
    queryFn: ({ signal }) => call(listMyPapers, { signal })
  })
  if (!data) return <Waiting error={error} onAgain={refetch} />
  const rows = data.rows
    .filter(({ size }) => size <= most)
    .toSorted((one, other) => Number(other.code === code) - Number(one.code === code))
  if (rows.length === 0) return <p>{t('archive.none')}</p>
  return (
    <ul className="links">
      {rows.map((row) => (
        <li key={row.sha256}>
          <button type="button" onClick={() => onChosen(row)}>
            <span className="main-line">{say(row.what, language)}</span>
            <span className="muted small">
              <Unbroken text={t('archive.from', { number: row.number, day: formatDate(dayOf(new Date(row.at))) })} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
