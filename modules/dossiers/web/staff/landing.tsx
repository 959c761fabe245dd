import { Empty } from '@motcua/ui/staff/frame.tsx'
import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { Redirect } from 'wouter'

/** Opens the first place of one's post: the counter where people stand in front, what runs out first for those who examine and decide. */
export function Landing() {
  const [first] = useOfficial().places
  return first ? <Redirect to={first.path} replace /> : <Empty />
}
