import type { Contribution } from '@motcua/ui/screens.ts'
import { texts } from './texts.ts'

export const citizen: Contribution = {
  places: [
    {
      path: '/thu-tuc',
      name: { vi: texts.vi['procedures.title'], en: texts.en['procedures.title'] },
      icon: 'book',
      order: 2
    }
  ],
  screens: [{ path: '/thu-tuc', load: () => import('./catalogue.tsx').then(({ Catalogue }) => Catalogue) }]
}
