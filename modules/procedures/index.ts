import type { Module } from '@motcua/kernel'
import { pages } from './pages.ts'
import { routes } from './routes.ts'
import { texts } from './texts.ts'

/** The published catalogue of administrative procedures: versions that are only ever added. */
export const procedures: Module = { name: 'procedures', routes, pages, texts, jobs: [] }

export { importBundles } from './bundles.ts'
export { importIndustries, listProcedures } from './catalogue.ts'
export { importLifeEvents, listLifeEvents } from './life-events.ts'
export { importSearchWords } from './search-words.ts'
export { checkFiledAnswers } from './answers.ts'
export { getVersion, publishVersion, versionInForce } from './versions.ts'
export { proposeProcedures, publishProposal } from './proposing.ts'
