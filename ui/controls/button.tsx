import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon, type IconName } from './icon.tsx'

type Look = {
  /** `main`: the one filled button of a screen. `plain`: like a link in text. */
  look?: 'main' | 'plain'
  icon?: IconName
  wide?: boolean
  children: ReactNode
}

const classOf = ({ look, wide }: Look) => `button ${look ?? ''} ${wide ? 'wide' : ''}`

/** While `busy` it keeps the focus and its words, and does nothing: a second press must not send twice. */
export function Button({
  look,
  icon,
  wide,
  busy,
  children,
  onClick,
  ...rest
}: Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={classOf({ look, wide, children })}
      aria-disabled={busy ? true : undefined}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

export function ButtonLink({ href, look, icon, wide, children }: Look & { href: string }) {
  return (
    <Link href={href} className={classOf({ look, wide, children })}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}
