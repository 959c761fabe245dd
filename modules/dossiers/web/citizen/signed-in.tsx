import { ButtonLink } from '@motcua/ui/controls/button.tsx'
import { Waiting } from '@motcua/ui/controls/waiting.tsx'
import { useText } from '@motcua/ui/language.tsx'
import type { ReactNode } from 'react'
import { useMe } from './asking.ts'
import { texts } from './texts.ts'

/** What only they may see who are signed in: the way in for everybody else, and what stands there until one knows who it is. */
export function SignedIn({
  who,
  after,
  why,
  children
}: {
  who: object | null | undefined
  /** The path to come back to. */
  after: string
  why?: string
  children: ReactNode
}) {
  const t = useText(texts)
  const me = useMe()
  if (!me.data) return <Waiting error={me.error} onAgain={me.refetch} />
  if (who) return children
  return (
    <div className="card stack tight">
      {why && <p>{why}</p>}
      <ButtonLink href={`/dang-nhap?den=${after}`} look="main" wide>
        {t('mine.signin.do')}
      </ButtonLink>
    </div>
  )
}
