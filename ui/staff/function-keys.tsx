import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { useWords } from '../language.tsx'
import { type Key, keyOf, nameOfKey, secondWayOf } from './keys.ts'

/** What a key does on the screen that is open, in the words of its button. */
export type Binding = { key: Key; does: string; run: () => void }

type Held = { current: Binding[] }
const KeysContext = createContext<Held[]>([])

/** Hears the keys of every screen below it; F1 shows which they are. */
export function FunctionKeys({ children }: { children: ReactNode }) {
  const [held] = useState<Held[]>(() => [])
  const [helping, setHelping] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = keyOf(event)
      // An open dialog has its own keys: Esc and Tab, which are the browser's.
      if (!key || document.querySelector('dialog[open]')) return
      if (key === 'F1') {
        event.preventDefault()
        setHelping(true)
        return
      }
      // The innermost screen was mounted last and speaks first.
      const binding = held.toReversed().flatMap((one) => one.current.filter((each) => each.key === key))[0]
      if (!binding) return
      event.preventDefault()
      if (!event.repeat) binding.run()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [held])
  return (
    <KeysContext value={held}>
      {children}
      {helping && <KeyHelp bindings={held.flatMap((one) => one.current)} onClose={() => setHelping(false)} />}
    </KeysContext>
  )
}

/** Binds keys for as long as the component stands: from the moment its button is seen, so that no press falls between. */
export function useKeys(bindings: Binding[]): void {
  const held = useContext(KeysContext)
  const mine = useRef(bindings)
  useLayoutEffect(() => {
    mine.current = bindings
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
  useKeys([{ key: onKey, does, run: () => !busy && onPress() }])
  return (
    <Button look={look} busy={busy} onClick={onPress} title={secondWayOf(onKey)}>
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
