import { formatNumber, type Language } from '@motcua/kernel/rules/text'
import type { Paper } from '@motcua/procedures/rules'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { useEffect, useRef, useState } from 'react'
import type { DraftPaper } from './drafts.ts'
import { hashOf, keepFile, readFile, readyToSend } from './files.ts'
import { texts } from './texts.ts'

export const formatSize = (bytes: number, language: Language): string =>
  bytes < 1_000_000
    ? `${formatNumber(Math.max(1, Math.round(bytes / 1000)), language)}\u00a0KB`
    : `${formatNumber(Math.round(bytes / 100_000) / 10, language)}\u00a0MB`

/** One paper, of one or several pages: taken with the camera or chosen. */
export function PaperField({
  paper,
  pages,
  fault,
  onPages
}: {
  paper: Pick<Paper, 'code' | 'name'>
  pages: DraftPaper[]
  fault?: string
  onPages: (pages: DraftPaper[]) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const [reading, setReading] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [kept, setKept] = useState(true)
  const name = say(paper.name, language)
  const shownFault = problem ?? fault

  const add = async (files: File[]) => {
    setReading(true)
    setProblem(undefined)
    const added: DraftPaper[] = []
    for (const file of files) {
      const ready = await readyToSend(file)
      if (typeof ready === 'string') {
        setProblem(t('papers.kind', { name: file.name }))
        continue
      }
      const sha256 = await hashOf(ready)
      setKept(await keepFile(sha256, ready))
      const fileName = nameFor(file.name, ready.type)
      added.push({ code: paper.code, sha256, name: fileName, size: ready.size, mediaType: ready.type })
    }
    setReading(false)
    const known = new Set(pages.map(({ sha256 }) => sha256))
    if (added.length > 0) onPages([...pages, ...added.filter(({ sha256 }) => !known.has(sha256))])
  }

  return (
    <section className="card stack tight" id={`p.${paper.code}`}>
      <h2>{name}</h2>
      {shownFault && (
        <p className="paper-fault" role="alert">
          <Icon name="late" />
          <span>{shownFault}</span>
        </p>
      )}
      <ul className="pages">
        {pages.map((page, i) => (
          <li key={page.sha256}>
            <Thumbnail page={page} />
            <span>
              {t('papers.page', { number: i + 1 })}
              <span className="muted small"> {t('papers.size', { size: formatSize(page.size, language) })}</span>
            </span>
            <Button look="plain" icon="trash" onClick={() => onPages(pages.filter((one) => one !== page))}>
              <span className="aloud">{t('papers.remove', { name: `${name} ${i + 1}` })}</span>
            </Button>
          </li>
        ))}
      </ul>
      <input
        ref={input}
        className="aloud"
        type="file"
        tabIndex={-1}
        aria-label={name}
        accept="image/jpeg,image/png,image/webp,application/pdf"
        multiple
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          void add(files)
        }}
      />
      <Button icon={pages.length > 0 ? 'plus' : 'camera'} wide busy={reading} onClick={() => input.current?.click()}>
        {t(reading ? 'papers.reading' : pages.length > 0 ? 'papers.more' : 'papers.add')}
      </Button>
      {!kept && <p className="muted">{t('papers.unsaved')}</p>}
    </section>
  )
}

/** A photo made smaller is a JPEG, whatever it was called. */
const nameFor = (name: string, mediaType: string): string => {
  const ending = { 'image/jpeg': '.jpg', 'image/png': '.png', 'application/pdf': '.pdf' }[mediaType] ?? ''
  return `${name.replace(/\.[a-z0-9]{2,5}$/i, '').slice(0, 180) || 'anh'}${ending}`
}

export function Thumbnail({ page }: { page: Pick<DraftPaper, 'sha256' | 'mediaType'> }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!page.mediaType.startsWith('image/')) return
    let shown: string | undefined
    let left = false
    void readFile(page.sha256).then((file) => {
      if (!file || left) return
      shown = URL.createObjectURL(file)
      setAddress(shown)
    })
    return () => {
      left = true
      if (shown) URL.revokeObjectURL(shown)
    }
  }, [page.sha256, page.mediaType])
  return address ? <img className="thumbnail" src={address} alt="" /> : <Icon name="paper" className="thumbnail" />
}
