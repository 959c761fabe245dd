import type { Module } from '@motcua/kernel'
import { expireJob } from './expiring.ts'
import { listeners } from './listeners.ts'
import { pages } from './pages.ts'
import { putAsideJob } from './put-aside.ts'
import { recountJob } from './recounting.ts'
import { routes } from './routes.ts'
import { texts } from './texts.ts'

/** The one-stop shop: intake, routing, clock, decision, return, public tracking. */
export const dossiers: Module = {
  name: 'dossiers',
  routes,
  pages,
  texts,
  jobs: [expireJob, putAsideJob, recountJob],
  listeners
}
