import { usualBytes } from '@motcua/kernel/contract'
import { formatSize } from '@motcua/kernel/rules/text'
import { type Paper, pictureAddress } from '@motcua/procedures/rules'
import type { Verdict } from '@motcua/ui/camera/judge.ts'
import { takePicture } from '@motcua/ui/camera/picture.ts'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Icon } from '@motcua/ui/controls/icon.tsx'
import { Picture } from '@motcua/ui/controls/picture.tsx'
import { fetchedLater } from '@motcua/ui/fetched-later.tsx'
import { hashOf, takenTypes } from '@motcua/ui/files/upload.ts'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Fragment, useEffect, useRef, useState } from 'react'
import type { MyPaper } from '../../contract.ts'
import { useCitizen } from './asking.ts'
import type { Draft, DraftPaper } from './drafts.ts'
import { dropFile, keepFile, readFile } from './files.ts'
import { FromArchive } from './from-archive.tsx'
import { addressesOf } from './paper-address.ts'
import { texts } from './texts.ts'

const Camera = fetchedLater(() => import('@motcua/ui/camera/camera.tsx').then(({ Camera: Taker }) => Taker), Fragment)

/** A chosen file as it will be sent: a picture made smaller and judged, anything else as it is; undefined where it would be refused. */
async function readyToSend(file: File, most: number): Promise<{ ready: Blob; verdict?: Verdict } | undefined> {
  const picture = file.type.startsWith('image/') ? await takePicture(file).catch(() => undefined) : undefined
  const ready = picture?.file ?? file
  const fits = takenTypes.includes(ready.type) && ready.size > 0 && ready.size <= most
  return fits ? { ready, ...(picture ? { verdict: picture.judgement.verdict } : {}) } : undefined
}

/** One paper, of one or several pages: taken with the camera or chosen. */
export function PaperField({
  draft,
  paper,
  pages,
  fault,
  mayReuse,
  onPages
}: {
  /** Which holds the pages on this device. */
  draft: Pick<Draft, 'id' | 'locker'>
  paper: Pick<Paper, 'code' | 'name' | 'maxBytes' | 'picture'> & { kind?: Paper['kind']; sets?: number }
  pages: DraftPaper[]
  fault?: string
  /** It goes into a filing, which may name what lies with one's own dossiers. */
  mayReuse?: boolean
  onPages: (pages: DraftPaper[]) => void
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const [reading, setReading] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [kept, setKept] = useState(true)
  const [camera, setCamera] = useState(false)
  const citizen = useCitizen()
  const name = say(paper.name, language)
  // Told before anything is sent: a line that is paid for by the megabyte is not tried out.
  const most = paper.maxBytes ?? usualBytes
  const shownFault = problem ?? fault

  const keep = async (file: Blob, fileName: string, verdict?: Verdict): Promise<DraftPaper> => {
    const sha256 = await hashOf(file)
    setKept(await keepFile(draft.id, sha256, file, draft.locker))
    return { code: paper.code, sha256, name: fileName, size: file.size, mediaType: file.type, verdict }
  }
  const addAll = (added: DraftPaper[]) => {
    const known = new Set(pages.map(({ sha256 }) => sha256))
    if (added.length > 0) onPages([...pages, ...added.filter(({ sha256 }) => !known.has(sha256))])
  }
  const choose = async (files: File[]) => {
    setReading(true)
    setProblem(undefined)
    const added: DraftPaper[] = []
    for (const file of files) {
      const made = await readyToSend(file, most)
      if (made) added.push(await keep(made.ready, nameFor(file.name, made.ready.type), made.verdict))
      else setProblem(t('papers.kind', { name: file.name, size: formatSize(most, language) }))
    }
    setReading(false)
    addAll(added)
  }
  const take = async (picture: Blob) => {
    setCamera(false)
    addAll([await keep(picture, `${paper.code}-${pages.length + 1}.jpg`, undefined)])
  }
  // It lies with the server: nothing of it is sent again.
  const reuse = ({ sha256, name: fileName, size, mediaType, dossier }: MyPaper) =>
    citizen &&
    addAll([{ code: paper.code, sha256, name: fileName, size, mediaType, sentBy: citizen.id, from: dossier }])
  const remove = (page: DraftPaper) => {
    void dropFile(draft.id, page.sha256)
    onPages(pages.filter((one) => one !== page))
  }

  return (
    <section className="card stack tight" id={`p.${paper.code}`}>
      <header className="paper-head">
        {paper.picture && <Picture src={pictureAddress(paper.picture)} className="drawing" side={56} alt="" />}
        <span>
          <h2>{name}</h2>
          {paper.kind && (
            <span className="muted small">
              {t(`kind.${paper.kind}`)}
              {paper.sets !== undefined && paper.sets > 1 && t('kind.sets', { sets: paper.sets })}
            </span>
          )}
        </span>
      </header>
      {shownFault && (
        <p className="paper-fault" role="alert">
          <Icon name="late" />
          <span>{shownFault}</span>
        </p>
      )}
      <ul className="pages">
        {pages.map((page, i) => (
          <li key={page.sha256}>
            <Thumbnail draft={draft.id} page={page} />
            <span>
              {t('papers.page', { number: i + 1 })}
              <span className="muted small"> {t('papers.size', { size: formatSize(page.size, language) })}</span>
              {page.verdict && page.verdict !== 'clear' && (
                <span className="doubt">{t(`papers.verdict.${page.verdict}`)}</span>
              )}
            </span>
            <Button look="plain" icon="trash" onClick={() => remove(page)}>
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
        accept="image/*,application/pdf"
        multiple
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          void choose(files)
        }}
      />
      <Button icon="camera" wide onClick={() => setCamera(true)}>
        {t(pages.length > 0 ? 'papers.take.more' : 'papers.take')}
      </Button>
      <Button look="plain" wide busy={reading} onClick={() => input.current?.click()}>
        {t(reading ? 'papers.reading' : 'papers.choose')}
      </Button>
      {mayReuse && <FromArchive code={paper.code} most={most} onChosen={reuse} />}
      {camera && (
        <Camera
          name={name}
          page={pages.length + 1}
          onTaken={(picture) => void take(picture)}
          onClose={() => setCamera(false)}
        />
      )}
      {!kept && <p className="muted">{t('papers.unsaved')}</p>}
    </section>
  )
}

/** A photo made smaller is a JPEG, whatever it was called. */
const nameFor = (name: string, mediaType: string): string => {
  const ending = { 'image/jpeg': '.jpg', 'image/png': '.png', 'application/pdf': '.pdf' }[mediaType] ?? ''
  return `${name.replace(/\.[a-z0-9]{2,5}$/i, '').slice(0, 180) || 'anh'}${ending}`
}

export function Thumbnail({ draft, page }: { draft: string; page: Pick<DraftPaper, 'sha256' | 'mediaType' | 'from'> }) {
  const [kept, setKept] = useState<string>()
  const { sha256, mediaType, from } = page
  const isPicture = mediaType.startsWith('image/')
  useEffect(() => {
    if (!isPicture || from) return
    let shown: string | undefined
    let left = false
    void readFile(draft, sha256).then((file) => {
      if (!file || left) return
      shown = URL.createObjectURL(file)
      setKept(shown)
    })
    return () => {
      left = true
      if (shown) URL.revokeObjectURL(shown)
    }
  }, [draft, sha256, isPicture, from])
  const address = isPicture && from ? addressesOf(from, sha256).shown : kept
  return address ? <Picture className="thumbnail" src={address} alt="" /> : <Icon name="paper" className="thumbnail" />
}
