import type { Role } from '@motcua/kernel/contract'
import type { Text } from '@motcua/kernel/rules/form'
import type { ComponentType } from 'react'
import type { IconName } from './controls/icon.tsx'
import type { Parts } from './parts.tsx'

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

/** A sign at the top: the bell, the face. Its word is read aloud and shows where there is room. */
export type Tool = {
  path: string
  name: Text
  icon: IconName
  order: number
  /** Draws how much waits there. */
  Count?: ComponentType
}

/** What a module's `web/citizen` or `web/staff` exports. */
export type Contribution = {
  screens: Screen[]
  places: Place[]
  tools?: Tool[]
  /** Stands above every screen: what a module does while any is open, and a strip where it has something to say. */
  Strip?: ComponentType
  /** What it draws on the screens of others. */
  parts?: Parts
}

export const toolsOf = (contributions: Contribution[]): Tool[] =>
  contributions.flatMap(({ tools = [] }) => tools).toSorted((one, other) => one.order - other.order)

export const placesOf = (contributions: Contribution[]): Place[] =>
  contributions.flatMap(({ places }) => places).toSorted((one, other) => one.order - other.order)

export const partsOf = (contributions: Contribution[]): Parts =>
  Object.assign({}, ...contributions.map(({ parts }) => parts))

export const screensOf = (contributions: Contribution[]): Screen[] => contributions.flatMap(({ screens }) => screens)

/** The place a path belongs to: itself, or the nearest one above it; the first screen of all is above none. */
export function placeAt(places: Place[], path: string): Place | undefined {
  const above = places.filter(
    (place) => path === place.path || (place.path !== '/' && path.startsWith(`${place.path}/`))
  )
  return above.toSorted((one, other) => other.path.length - one.path.length)[0]
}
