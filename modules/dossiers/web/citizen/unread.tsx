import { listNotices } from '@motcua/kernel/contract'
import { call } from '@motcua/ui/call.ts'
import { useText } from '@motcua/ui/language.tsx'
import { useQuery } from '@tanstack/react-query'
import { useMe } from './asking.ts'
import { texts } from './texts.ts'

export function useNotices() {
  const { data: me } = useMe()
  return useQuery({
    queryKey: ['notices'],
    queryFn: ({ signal }) => call(listNotices, { signal }),
    enabled: Boolean(me?.person),
    // A phone in the pocket asks nothing; one that is looked at hears of news within a minute.
    refetchInterval: 60_000,
    meta: { keep: 'person' }
  })
}

/** How many are unread, at the bell. */
export function UnreadCount() {
  const t = useText(texts)
  const unread = useNotices().data?.unread ?? 0
  if (unread === 0) return null
  return (
    <span className="count">
      {Math.min(unread, 99)}
      <span className="aloud"> {t('notices.unread')}</span>
    </span>
  )
}
