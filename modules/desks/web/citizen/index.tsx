import type { Contribution } from '@motcua/ui/screens.ts'
import { NumberInHand } from './number-in-hand.tsx'

/** Going to a desk: whether it is open, who waits there, a number of one's own. */
export const citizen: Contribution = {
  places: [],
  Strip: NumberInHand,
  parts: { visit: () => import('./visit.tsx').then(({ Visit }) => Visit) },
  screens: [
    { path: '/so/:id', load: () => import('./number.tsx').then(({ NumberOfMine }) => NumberOfMine) },
    { path: '/goi-so/:office', load: () => import('./board.tsx').then(({ Board }) => Board) }
  ]
}
