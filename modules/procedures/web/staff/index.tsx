import type { Contribution } from '@motcua/ui/screens.ts'
import { ProposalCount } from './counts.tsx'
import { texts } from './texts.ts'

/** The rules as the administrator sees and changes them. */
export const staff: Contribution = {
  screens: [
    { path: '/thu-tuc', load: () => import('./rules.tsx').then((file) => file.Rules) },
    { path: '/thu-tuc/nhap', load: () => import('./import.tsx').then((file) => file.Import) },
    { path: '/thu-tuc/trinh/:id', load: () => import('./proposal.tsx').then((file) => file.Proposal) },
    { path: '/thu-tuc/:code', load: () => import('./versions.tsx').then((file) => file.Versions) }
  ],
  places: [
    {
      path: '/thu-tuc',
      name: { vi: texts.vi.rules, en: texts.en.rules },
      icon: 'book',
      order: 70,
      roles: ['administrator'],
      Count: ProposalCount
    }
  ]
}
