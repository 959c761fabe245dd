import type { Role } from '@motcua/kernel/contract'
import type { Text } from '@motcua/kernel/rules/form'
import type { ComponentType } from 'react'
import type { IconName } from './controls/icon.tsx'

/** A screen that a module contributes to a web app; its code is fetched when it is first opened. `path` may hold `:name` parts. */
export type Screen = { path: string; load: () => Promise<ComponentType> }

/** One of the few main places of a web app: bottom bar of the citizen's, left rail of the staff's. */
export type Place = {
  path: string
  name: Text
  icon: IconName
  order: number
  /** Whose place it is; without it everybody's. */
  roles?: readonly Role[]
  /** Draws how much waits there. */
  Count?: ComponentType
}

/** What a module's `web/citizen` or `web/staff` exports. */
export type Contribution = { screens: Screen[]; places: Place[] }

export const placesOf = (contributions: Contribution[]): Place[] =>
  contributions.flatMap(({ places }) => places).toSorted((one, other) => one.order - other.order)

export const screensOf = (contributions: Contribution[]): Screen[] => contributions.flatMap(({ screens }) => screens)

/** The place a path belongs to: itself, or the nearest one above it. */
export function placeAt(places: Place[], path: string): Place | undefined {
  const above = places.filter((place) => path === place.path || path.startsWith(`${place.path.replace(/\/$/, '')}/`))
  return above.toSorted((one, other) => other.path.length - one.path.length)[0]
}
