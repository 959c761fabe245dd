/** Whose a draft is. On a phone that several people use it must never be shown to the next one. */

export type Held = {
  /** Whoever was signed in when it was begun or sent; null while nobody was. */
  owner: string | null
  /** The visit (one tab, until it is closed) in which it was begun. */
  visit: string
  /** The locker it lies in, where its maker set a PIN. */
  locker?: string
}

export type Here = {
  /** Who is signed in; null: nobody; undefined: not known yet. */
  person: string | null | undefined
  visit: string
  /** The lockers that a PIN has opened. */
  open: ReadonlySet<string>
}

/**
 * Without a PIN a draft begun by nobody in particular belongs to the phone as long as nobody is signed in; whoever signs in sees it only in
 * the visit in which it was begun: there it is their own.
 */
export function mayShow({ owner, visit, locker }: Held, here: Here): boolean {
  if (visit === here.visit && owner === null && locker === undefined) return true
  if (locker !== undefined && !here.open.has(locker)) return false
  if (here.person === undefined) return false
  if (owner !== null) return owner === here.person
  return here.person === null || locker !== undefined
}
