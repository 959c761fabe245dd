import { Panes } from '@motcua/ui/staff/frame.tsx'
import { useParams } from 'wouter'
import { Dossier } from './dossier.tsx'

/** S6 “Hồ sơ …” alone on the screen: opened from a search, a scan or a link. */
export function One() {
  const { id = '' } = useParams<{ id: string }>()
  return <Panes list={<Dossier key={id} id={id} wide />} />
}
