import type { Contribution } from '@motcua/ui/screens.ts'
import { AnswerCount, OutboxCount, ReturnCount, WorkCount } from './counts.tsx'
import { Strip } from './strip.tsx'
import { texts } from './texts.ts'

// Who handles dossiers, and who reads them besides: what the endpoints behind these places allow.
const handling = ['officer', 'specialist', 'leader'] as const
const reading = [...handling, 'centre', 'inspector'] as const

const named = (key: keyof (typeof texts)['vi']) => ({ vi: texts.vi[key], en: texts.en[key] })

/** The one-stop shop as officials see it. */
export const staff: Contribution = {
  screens: [
    { path: '/', load: () => import('./landing.tsx').then((file) => file.Landing) },
    { path: '/quay', load: () => import('./counter.tsx').then((file) => file.Counter) },
    { path: '/tiep-nhan', load: () => import('./intake.tsx').then((file) => file.Intake) },
    { path: '/viec', load: () => import('./work.tsx').then((file) => file.Work) },
    { path: '/viec/:tab', load: () => import('./work.tsx').then((file) => file.Work) },
    { path: '/viec/:tab/:id', load: () => import('./work.tsx').then((file) => file.Work) },
    { path: '/truc-tuyen', load: () => import('./online.tsx').then((file) => file.Online) },
    { path: '/truc-tuyen/:id', load: () => import('./online.tsx').then((file) => file.Online) },
    { path: '/truc-tuyen/anh/:id', load: () => import('./photo-filings.tsx').then((file) => file.PhotoFiling) },
    { path: '/tra-ket-qua', load: () => import('./returning.tsx').then((file) => file.Returning) },
    { path: '/tra-ket-qua/:id', load: () => import('./returning.tsx').then((file) => file.Returning) },
    { path: '/tra-cuu', load: () => import('./search.tsx').then((file) => file.Search) },
    { path: '/chua-gui', load: () => import('./outbox.tsx').then((file) => file.Outbox) },
    { path: '/ho-so/:id', load: () => import('./one.tsx').then((file) => file.One) }
  ],
  places: [
    { path: '/quay', name: named('counter'), icon: 'desk', order: 10, roles: ['officer'] },
    { path: '/viec', name: named('work'), icon: 'list', order: 20, roles: handling, Count: WorkCount },
    { path: '/truc-tuyen', name: named('online'), icon: 'paper', order: 30, roles: ['officer'], Count: AnswerCount },
    {
      path: '/tra-ket-qua',
      name: named('returning'),
      icon: 'stamp',
      order: 40,
      roles: ['officer'],
      Count: ReturnCount
    },
    { path: '/tra-cuu', name: named('search'), icon: 'search', order: 50, roles: reading },
    { path: '/chua-gui', name: named('outbox'), icon: 'sent', order: 60, roles: handling, Count: OutboxCount }
  ],
  Strip
}
