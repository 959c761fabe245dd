/** The kernel's face for verbs. */
export { type Actor, type Appointment, type Ctx, type Person, signedIn } from './platform/commands.ts'
export { sql } from './platform/db.ts'
export type { Listener, Told } from './platform/listeners.ts'
export {
  type Before,
  fileRoute,
  type Job,
  type Module,
  type Route,
  route,
  type Taken,
  takingRoute,
  type Texts
} from './platform/module.ts'
export {
  Html,
  html,
  type Language,
  type Page,
  type PageReply,
  type PageRequest,
  page,
  unbroken
} from './platform/page.ts'
export { Refusal } from './platform/refusal.ts'
export { fill } from './platform/problem.ts'
