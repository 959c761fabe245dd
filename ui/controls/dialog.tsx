import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../language.tsx'
import { Button } from './button.tsx'

/** A question that must be answered first. Esc and "Đóng" leave it without doing anything. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="dialog-title" onClose={onClose}>
      <div className="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <Button icon="close" onClick={() => dialog.current?.close()}>
          {t('page.close')}
        </Button>
      </div>
      {children}
    </dialog>
  )
}
