import type { ReactNode } from 'react'

/** Drawn by us on a square of 24, one stroke of 2: they take the colour and size of the words beside them. */
const drawings = {
  home: <path d="M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-6h4v6" />,
  search: <path d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5 20 20" />,
  folder: <path d="M3 6h6l2 2.5h10V19H3zM3 11.5h18" />,
  report: <path d="M4 5h16v11h-8l-4.5 4v-4H4zM12 8v3M12 13.4v.1" />,
  bell: (
    <path d="M12 3.5a5.5 5.5 0 0 0-5.5 5.5c0 5-2 6-2 7.5h15c0-1.5-2-2.5-2-7.5A5.5 5.5 0 0 0 12 3.5ZM10 19.5a2 2 0 0 0 4 0" />
  ),
  person: <path d="M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20c.8-3.5 3.7-5.5 7.5-5.5s6.7 2 7.5 5.5" />,
  back: <path d="M14.5 5 8 12l6.5 7" />,
  forward: <path d="M9.5 5 16 12l-6.5 7" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  late: <path d="M12 3.5 22 20H2zM12 10v4.5M12 17v.1" />,
  clock: <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 7.5V12l3 2.5" />,
  pause: <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM10 9v6M14 9v6" />,
  circle: <path d="M12 5.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z" />,
  info: <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 11v5.5M12 7.7v.1" />,
  offline: <path d="M3.5 9.5A13 13 0 0 1 12 6.5c3.3 0 6.3 1.1 8.5 3M7 13.5a8 8 0 0 1 5-2M12 18v.1M4 4l16 16" />,
  camera: <path d="M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6Z" />,
  paper: <path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6" />,
  minus: <path d="M5 12h14" />,
  turn: <path d="M19 12a7 7 0 1 1-2.5-5.4M19 3.5v4h-4" />,
  plus: <path d="M12 5v14M5 12h14" />,
  trash: <path d="M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7" />,
  pen: <path d="m5 19 .8-4L16 4.8l3.2 3.2L9 18.2z" />,
  sent: <path d="M4 12 20 4.5 15.5 20l-4-6z" />,
  desk: <path d="M3 9h18v3H3zM5 12v8M19 12v8M9 9V5h6v4" />,
  list: <path d="M8 6.5h12M8 12h12M8 17.5h12M4 6.5h.1M4 12h.1M4 17.5h.1" />,
  stamp: <path d="M9.5 13c.8-2-1-3.5-1-5.5a3.5 3.5 0 0 1 7 0c0 2-1.8 3.5-1 5.5M5 13h14v3.5H5zM6 20h12" />,
  book: <path d="M5 4h9.5A2.5 2.5 0 0 1 17 6.5V20H7.5A2.5 2.5 0 0 1 5 17.5zM5 17.5A2.5 2.5 0 0 1 7.5 15H17M19 6v14" />,
  print: <path d="M7 9V4h10v5M5 9h14v8h-2.5M7.5 17H5M7.5 14h9v6h-9z" />,
  lock: <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />,
  eye: (
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.3a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4Z" />
  ),
  sound: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11" />,
  speak: <path d="M12 3.5a3 3 0 0 1 3 3V11a3 3 0 0 1-6 0V6.5a3 3 0 0 1 3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5v3" />,
  stop: <path d="M6.5 6.5h11v11h-11z" />,
  phone: <path d="M7.5 3.5h9v17h-9zM11 17.7h2" />,
  out: <path d="M13 4H5v16h8M10 12h10M16.5 8.5 20 12l-3.5 3.5" />,
  help: (
    <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM9.5 9.8a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9M12 16.7v.1" />
  )
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** Always beside a word, so it says nothing to a screen reader. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg
      className={`icon ${className}`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  )
}
