import { markAllRead, markRead } from '@motcua/kernel/contract'
import { formatMoment } from '@motcua/kernel/rules/text'
import { call } from '@motcua/ui/call.ts'
import { Page } from '@motcua/ui/citizen/frame.tsx'
import { Button } from '@motcua/ui/controls/button.tsx'
import { Stale, Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useLanguage, useText } from '@motcua/ui/language.tsx'
import { say } from '@motcua/ui/texts.ts'
import { Unbroken } from '@motcua/ui/unbroken.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useMe } from './asking.ts'
import { SignedIn } from './signed-in.tsx'
import { texts } from './texts.ts'
import { useNotices } from './unread.tsx'

/** C17 “Thông báo”: everything that was sent to me, what is new first. */
export function Notices() {
  const t = useText(texts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const me = useMe()
  const notices = useNotices()
  const { data, error, refetch } = notices
  const refresh = () => queries.invalidateQueries({ queryKey: ['notices'] })
  return (
    <Page title={t('notices.title')}>
      <SignedIn who={me.data?.person} after="/thong-bao" why={t('notices.signin')}>
        {!data && <Waiting error={error} onAgain={refetch} />}
        <Stale asked={notices} />
      </SignedIn>
      {data && data.rows.length === 0 && <p>{t('notices.none')}</p>}
      {data && data.unread > 1 && (
        <div>
          <Button onClick={() => void call(markAllRead, {}).then(refresh, () => undefined)}>{t('notices.all')}</Button>
        </div>
      )}
      <ul className="links">
        {data?.rows.map((notice) => (
          <li key={notice.id}>
            <Link
              href={matterOf(notice)}
              className={notice.readAt ? undefined : 'new'}
              onClick={() => {
                if (!notice.readAt) void call(markRead, { params: { id: notice.id } }).then(refresh, () => undefined)
              }}
            >
              <span className="main-line">
                {!notice.readAt && <span className="aloud">{t('notices.new')}: </span>}
                <Unbroken text={say(notice.title, language)} />
              </span>
              <span>
                <Unbroken text={say(notice.text, language)} />
              </span>
              <span className="muted small figures">
                <Unbroken text={formatMoment(new Date(notice.at), language)} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {me.data?.person && (
        <p>
          <Link href="/thong-bao/cach-nhan">{t('contact.title')}</Link>
        </p>
      )}
    </Page>
  )
}

/** Where what it is about is to be seen. */
function matterOf({ case: of, kind }: { case: string | null; kind: string }): string {
  if (of) return `/ho-so/${of}`
  return kind.startsWith('kernel.helping') ? '/toi/giup-nhau' : '/thong-bao'
}
