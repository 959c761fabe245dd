import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { useWords } from '../language.tsx'
import { isBlind, type Key, keyOf, nameOfKey, secondWayOf } from './keys.ts'

/** What a key does on the screen that is open, in the words of its button. */
export type Binding = {
  key: Key
  does: string
  run: () => void
  /** It is being done: the key is this screen's, and does nothing. */
  busy?: boolean | undefined
}

/** What one component binds, and since when its main key does what it does now, in milliseconds of the page. */
type Held = { current: { bindings: Binding[]; main: string; shownAt: number } }
const KeysContext = createContext<Held[]>([])

/** They are held down for another key, and are no press of their own: Ctrl of Ctrl+Enter. */
const holding = new Set(['Control', 'Shift', 'Alt', 'Meta'])

/** Hears the keys of every screen below it; F1 shows which they are. */
export function FunctionKeys({ children }: { children: ReactNode }) {
  const [held] = useState<Held[]>(() => [])
  const [helping, setHelping] = useState(false)
  useEffect(() => {
    /** When the main key was last pressed, with nothing else pressed since. */
    let before: number | undefined
    const onPointerDown = () => {
      before = undefined
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const key = keyOf(event)
      if (key !== 'F9' && !holding.has(event.key)) before = undefined
      // An open dialog has its own keys: Esc and Tab, which are the browser's.
      if (!key || document.querySelector('dialog[open]')) return
      if (key === 'F1') {
        event.preventDefault()
        setHelping(true)
        return
      }
      // The innermost screen was mounted last and speaks first.
      const speaks = held.findLast(({ current }) => current.bindings.some((each) => each.key === key))?.current
      const binding = speaks?.bindings.find((each) => each.key === key)
      if (!speaks || !binding) return
      event.preventDefault()
      if (event.repeat) return
      if (key === 'F9') {
        const at = event.timeStamp
        if (isBlind({ at, shownAt: speaks.shownAt, before })) return
        before = at
      }
      if (!binding.busy) binding.run()
    }
    addEventListener('keydown', onKeyDown)
    addEventListener('pointerdown', onPointerDown)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('pointerdown', onPointerDown)
    }
  }, [held])
  return (
    <KeysContext value={held}>
      {children}
      {helping && <KeyHelp bindings={held.flatMap((one) => one.current.bindings)} onClose={() => setHelping(false)} />}
    </KeysContext>
  )
}

/** Binds keys for as long as the component stands: from the moment its button is seen, so that no press falls between. */
export function useKeys(bindings: Binding[]): void {
  const held = useContext(KeysContext)
  const mine = useRef<Held['current']>({ bindings: [], main: '', shownAt: 0 })
  useLayoutEffect(() => {
    const { does, busy } = bindings.find(({ key }) => key === 'F9') ?? {}
    const main = busy ? '' : (does ?? '')
    const shownAt = main === mine.current.main ? mine.current.shownAt : performance.now()
    mine.current = { bindings, main, shownAt }
  })
  useLayoutEffect(() => {
    held.push(mine)
    return () => {
      held.splice(held.indexOf(mine), 1)
    }
  }, [held])
}

/** A button and its key in one. */
export function KeyButton({
  onKey,
  does,
  onPress,
  look,
  busy
}: {
  onKey: Key
  /** The verb on the button and in the list of keys. */
  does: string
  onPress: () => void
  look?: 'main'
  busy?: boolean
}) {
  useKeys([{ key: onKey, does, run: onPress, busy }])
  return (
    <Button
      look={look}
      busy={busy}
      // The second half of a double click would press what the first half has brought there.
      onClick={({ detail }) => detail < 2 && onPress()}
      title={secondWayOf(onKey)}
    >
      {does}
      <kbd className="key">{nameOfKey(onKey)}</kbd>
    </Button>
  )
}

function KeyHelp({ bindings, onClose }: { bindings: Binding[]; onClose: () => void }) {
  const t = useWords()
  const always: [string, string][] = [
    ['↑ ↓', t('keys.move')],
    ['Enter', t('keys.open')],
    ['Enter, Shift+Enter', t('keys.field')],
    ['Esc', t('keys.close')]
  ]
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <table className="key-table">
        <thead>
          <tr>
            <th scope="col">{t('keys.key')}</th>
            <th scope="col">{t('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {bindings
            .filter(({ key }) => key !== 'Escape')
            .map(({ key, does }) => (
              <tr key={key}>
                <td>
                  <kbd>{nameOfKey(key)}</kbd>
                  {secondWayOf(key) && (
                    <>
                      {` ${t('keys.or')} `}
                      <kbd>{secondWayOf(key)}</kbd>
                    </>
                  )}
                </td>
                <td>{does}</td>
              </tr>
            ))}
          {always.map(([key, does]) => (
            <tr key={does}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
