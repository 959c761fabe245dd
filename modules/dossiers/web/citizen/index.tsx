import { type Note, useLive } from '@motcua/ui/live.ts'
import type { Contribution } from '@motcua/ui/screens.ts'
import type { QueryKey } from '@tanstack/react-query'
import { usePerson } from './asking.ts'
import { Home } from './home.tsx'
import { useOutbox } from './outbox.ts'
import { UnreadCount } from './unread.tsx'
import { texts } from './texts.ts'

const place = (key: 'place.home' | 'mine.title' | 'notices.title' | 'me.title') => ({
  vi: texts.vi[key],
  en: texts.en[key]
})

export { openDrafts } from './drafts.ts'

/** On whatever screen one is: sends what waits, and asks again for what has changed elsewhere. */
function Outbox() {
  const { person } = usePerson()
  useOutbox()
  useLive(typeof person === 'string', touches)
  return null
}

const touches = ([what, id]: QueryKey, note: Note) =>
  what === 'dossier' ? id === note.case : what === 'mine' || what === 'notices'

/** The citizen's way with a dossier: from what one needs to the result. The first screen comes with the shell, the others when opened. */
export const citizen: Contribution = {
  places: [
    { path: '/', name: place('place.home'), icon: 'home', order: 1 },
    { path: '/ho-so', name: place('mine.title'), icon: 'folder', order: 3 }
  ],
  tools: [
    { path: '/thong-bao', name: place('notices.title'), icon: 'bell', order: 1, Count: UnreadCount },
    { path: '/toi', name: place('me.title'), icon: 'person', order: 2 }
  ],
  Strip: Outbox,
  screens: [
    { path: '/', load: async () => Home },
    { path: '/thu-tuc/:code', load: () => import('./prepare.tsx').then(({ Prepare }) => Prepare) },
    { path: '/thu-tuc/:code/cach-nop', load: () => import('./ways.tsx').then(({ Ways }) => Ways) },
    { path: '/thu-tuc/:code/gui-anh', load: () => import('./send-photos.tsx').then(({ SendPhotos }) => SendPhotos) },
    { path: '/thu-tuc/:code/goi-lai', load: () => import('./call-back.tsx').then(({ CallBack }) => CallBack) },
    { path: '/goi-lai', load: () => import('./call-back.tsx').then(({ CallBack }) => CallBack) },
    { path: '/gui-anh/:id', load: () => import('./photo-filing.tsx').then(({ PhotoFiling }) => PhotoFiling) },
    { path: '/ban-khai/:id', load: () => import('./fill-in.tsx').then(({ FillIn }) => FillIn) },
    { path: '/ban-khai/:id/giay-to', load: () => import('./papers.tsx').then(({ Papers }) => Papers) },
    { path: '/ban-khai/:id/xem-lai', load: () => import('./review.tsx').then(({ Review }) => Review) },
    { path: '/da-nop/:id', load: () => import('./sent.tsx').then(({ Sent }) => Sent) },
    { path: '/ho-so', load: () => import('./my-dossiers.tsx').then(({ MyDossiers }) => MyDossiers) },
    { path: '/ho-so/:id', load: () => import('./dossier.tsx').then(({ Dossier }) => Dossier) },
    { path: '/ho-so/:id/bo-sung', load: () => import('./supplement.tsx').then(({ Supplement }) => Supplement) },
    { path: '/thong-bao', load: () => import('./notices.tsx').then(({ Notices }) => Notices) },
    { path: '/thong-bao/cach-nhan', load: () => import('./contact.tsx').then(({ ContactWays }) => ContactWays) },
    { path: '/toi', load: () => import('./me.tsx').then(({ Me }) => Me) },
    { path: '/toi/giup-nhau', load: () => import('./helping.tsx').then(({ HelpingOneAnother }) => HelpingOneAnother) },
    { path: '/toi/ai-da-xem', load: () => import('./readers.tsx').then(({ WhoLooked }) => WhoLooked) },
    { path: '/dang-nhap', load: () => import('./sign-in.tsx').then(({ SignIn }) => SignIn) }
  ]
}
