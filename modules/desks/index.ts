import type { Module } from '@motcua/kernel'
import { eraseJob } from './call-backs.ts'
import { pages } from './pages.ts'
import { routes } from './routes.ts'
import { texts } from './texts.ts'
import { forgetJob } from './tickets.ts'

/** Desks as places: when they are open, who waits there, who is called. */
export const desks: Module = { name: 'desks', routes, pages, texts, jobs: [forgetJob, eraseJob] }

export { waitingAt } from './pages.ts'
export { askCallBack } from './call-backs.ts'
export { callNext, takeNumber } from './tickets.ts'
