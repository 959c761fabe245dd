import { Icon } from '@motcua/ui/controls/icon.tsx'
import { useText } from '@motcua/ui/language.tsx'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import type { Ticket } from '../../contract.ts'
import { useNumber } from './asking.ts'
import { letGo, useInHand } from './in-hand.ts'
import { texts } from './texts.ts'

const isOver = ({ state, past }: Ticket) => past || state === 'served' || state === 'given_up'

/** On whatever screen one is: where the number taken today stands, until it is over. */
export function NumberInHand() {
  const [held] = useInHand()
  return held ? <Strip id={held.id} /> : null
}

function Strip({ id }: { id: string }) {
  const t = useText(texts)
  const [path] = useLocation()
  const { data } = useNumber(id)
  const over = data !== undefined && isOver(data)
  useEffect(() => {
    if (over) letGo(id)
  }, [over, id])
  if (!data || over || data.state === 'absent' || path === `/so/${id}`) return null
  const { number, state, ahead, counter } = data
  const words =
    state === 'called'
      ? t('strip.called', { number, counter: counter ?? '' })
      : ahead > 0
        ? t('strip.waits', { number, count: ahead })
        : t('strip.next', { number })
  return (
    <output className="strip">
      <Icon name="clock" />
      <Link href={`/so/${id}`}>{words}</Link>
    </output>
  )
}
