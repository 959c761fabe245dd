import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Burst, endsScan, follow, isFast, leaked } from './burst.ts'

/**
 * Takes what was scanned, if it is something this screen knows: first as it came into the field, then as the keys were pressed. `sure`:
 * no hand types that fast. On a machine that is busy a scan may come slowly; then only what nobody types by hand may be taken.
 */
export type TakeScan = (readings: string[], sure: boolean) => boolean

type Held = { current: TakeScan }
const ScansContext = createContext<Held[]>([])

type Box = HTMLInputElement | HTMLTextAreaElement
type Look = { box: Box; value: string; start: number; end: number }

/** Hears a scanner wherever the focus is; the innermost screen that knows what was scanned takes it. */
export function Scanner({ children }: { children: ReactNode }) {
  const [held] = useState<Held[]>(() => [])
  useEffect(() => {
    let burst: Burst | undefined
    let look: Look | undefined
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, timeStamp: at } = event
      if (event.repeat || event.ctrlKey || event.metaKey) {
        burst = undefined
        return
      }
      if (key === 'Enter') {
        const offer = (readings: (string | undefined)[], sure: boolean) =>
          held.toReversed().some((one) =>
            one.current(
              [...new Set(readings)].filter((each) => each !== undefined),
              sure
            )
          )
        const box = lookAt(document.activeElement)
        const fast = endsScan(burst, at) ? burst : undefined
        burst = undefined
        const taken = fast !== undefined && offer([look && leaked(look, look.box.value), fast.text], true)
        // A busy machine may halt in the middle of a scan: then the field holds it whole, and the burst only its end.
        const whole = !taken && box !== undefined && offer([box.value], false)
        if (!taken && !whole) return
        // Enter would send the form or go on to the next field.
        event.preventDefault()
        event.stopImmediatePropagation()
        if (whole) putBack({ ...box, value: '', start: 0, end: 0 })
        else if (look) putBack(look)
        return
      }
      const next = follow(burst, { key, at })
      if (next?.count === 1) look = lookAt(document.activeElement)
      burst = next
      // On a button a blank is a press, in a list a letter is a move: a scan is neither.
      if (next && isFast(next) && !look && key.length === 1) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
    }
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  }, [held])
  return <ScansContext value={held}>{children}</ScansContext>
}

/** Takes scans for as long as the component stands. */
export function useScans(take: TakeScan): void {
  const held = useContext(ScansContext)
  const mine = useRef(take)
  useLayoutEffect(() => {
    mine.current = take
  })
  useLayoutEffect(() => {
    held.push(mine)
    return () => {
      held.splice(held.indexOf(mine), 1)
    }
  }, [held])
}

const isBox = (element: Element | null): element is Box =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && ['text', 'search', 'tel', 'url', 'password'].includes(element.type))

function lookAt(element: Element | null): Look | undefined {
  if (!isBox(element)) return undefined
  const { value, selectionStart, selectionEnd } = element
  return { box: element, value, start: selectionStart ?? value.length, end: selectionEnd ?? value.length }
}

/** The field as it was before the scan, told to React the only way it listens to. */
function putBack({ box, value, start, end }: Look): void {
  const kind = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(box, value)
  box.dispatchEvent(new Event('input', { bubbles: true }))
  if (document.activeElement === box) box.setSelectionRange(start, end)
}
