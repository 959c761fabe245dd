import { useState } from 'react'
import { useOnline } from '../network.ts'
import { Icon } from './icon.tsx'

/** A picture; where it does not come, the sign of a paper stands in its place, and it is asked for again with the line. */
export function Picture({
  src,
  alt,
  className,
  side
}: {
  src: string
  alt: string
  className?: string
  side?: number
}) {
  const asked = `${useOnline()} ${src}`
  const [failed, setFailed] = useState<string>()
  if (failed !== asked)
    return <img src={src} alt={alt} className={className} width={side} height={side} onError={() => setFailed(asked)} />
  return (
    <>
      <Icon name="paper" className={className} />
      {alt && <span className="aloud">{alt}</span>}
    </>
  )
}
