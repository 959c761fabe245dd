import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import { fetchedLater } from './fetched-later.tsx'

/** What one module draws on the screens of another, by the place where it stands, with what it is told there. */
export type PartProps = {
  /** On an officer's first screen, above everything else. */
  counter: object
  /** There too, among what waits behind whoever stands there. */
  counterTasks: object
  /** Wherever a citizen is sent to an office. */
  visit: { office: number }
}
export type Parts = { [Place in keyof PartProps]?: () => Promise<ComponentType<PartProps[Place]>> }

const PartsContext = createContext<Parts>({})
export const PartsProvider = ({ parts, children }: { parts: Parts; children: ReactNode }) => (
  <PartsContext value={parts}>{children}</PartsContext>
)

const drawn = new WeakMap<object, unknown>()

/** Draws what a module brings to this place, fetched when it is first seen; where none does, nothing. */
export function Part<Place extends keyof PartProps>({ at, ...told }: { at: Place } & PartProps[Place]) {
  const load: (() => Promise<ComponentType<PartProps[Place]>>) | undefined = useContext(PartsContext)[at]
  if (!load) return null
  const known = drawn.get(load) ?? fetchedLater(load, AsPart)
  drawn.set(load, known)
  const Drawn = known as ComponentType<PartProps[Place]>
  return <Drawn {...(told as unknown as PartProps[Place] & React.JSX.IntrinsicAttributes)} />
}

const AsPart = ({ children }: { children: ReactNode }) => <div className="stack tight">{children}</div>
