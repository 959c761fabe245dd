import { dayOf } from '@motcua/kernel/rules/calendar'

/** The one place of the browser's half where the time is asked. The server decides by its own clock; this one only names and shows. */
export const now = (): Date => new Date()

/** Today in the province, wherever the reader is. */
export const today = (): string => dayOf(now())
