import { useText } from '@motcua/ui/language.tsx'
import { useKeys } from '@motcua/ui/staff/function-keys.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { useLocation } from 'wouter'
import { useBringingIn } from './bringing-in.ts'
import { callOnArrival } from './on-arrival.ts'
import { texts } from './texts.ts'

/** F8 on any screen leads to the counter, where the next number is called; calls made without a line are brought in from any. */
export function CallFromAnywhere() {
  return useOfficial().roles.includes('officer') ? <Key /> : null
}

function Key() {
  const t = useText(texts)
  const [, navigate] = useLocation()
  useBringingIn()
  const go = () => {
    callOnArrival()
    navigate('/quay')
  }
  useKeys([{ key: 'F8', does: t('call.next'), run: go }])
  return null
}
