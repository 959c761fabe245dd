import { useOfficial } from '@motcua/ui/staff/session.tsx'
import { Redirect } from 'wouter'

/** The person in front decides what is next at a counter; at every other post it is what runs out first. */
export function Landing() {
  const { roles } = useOfficial()
  return <Redirect to={roles.includes('officer') ? '/quay' : '/viec'} replace />
}
