/** Signing out: the next person at this phone finds nothing of this one, neither in memory nor on the phone. */
import { closeLockers } from '@motcua/ui/device/locker.ts'
import { forgetPerson } from '@motcua/ui/device/seen.ts'

/** `end` ends the session, or all of them; where that fails nobody has left yet. */
export async function leave(end: () => Promise<unknown>): Promise<void> {
  await end()
  closeLockers()
  await forgetPerson()
  location.assign('/app/')
}
