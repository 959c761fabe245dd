export * from './contract/acts.ts'
export * from './contract/filing.ts'
export * from './contract/reading.ts'
export { Standing, type StandingReply } from './contract/standing.ts'
