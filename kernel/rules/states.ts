/** The ten national states of a dossier; their order is the national code, from 1. */
export const states = [
  'registered',
  'received',
  'refused',
  'processing',
  'awaiting_supplement',
  'awaiting_payment',
  'withdrawn',
  'stopped',
  'decided',
  'returned'
] as const
export type State = (typeof states)[number]
