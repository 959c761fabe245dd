import type { Contribution } from '@motcua/ui/screens.ts'
import { CallFromAnywhere } from './call-from-anywhere.tsx'

/** The line of people and who is to be called, on the officer's first screen; F8 calls from every other. */
export const staff: Contribution = {
  screens: [],
  places: [],
  Strip: CallFromAnywhere,
  parts: {
    counter: () => import('./line.tsx').then((file) => file.Lines),
    counterTasks: () => import('./call-backs.tsx').then((file) => file.CallBacks)
  }
}
