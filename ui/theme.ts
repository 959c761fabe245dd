export type Theme = 'auto' | 'light' | 'dark'

const storageKey = 'theme'

export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(storageKey)
    return kept === 'light' || kept === 'dark' ? kept : 'auto'
  } catch {
    return 'auto'
  }
}

/** "auto" leaves the attribute away and follows the device (tokens.css). */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = theme
  try {
    localStorage.setItem(storageKey, theme)
  } catch {
    return
  }
}

/** Text sizes of the staff's app in pixels of a screen at 100 %. */
export const sizes = [15, 17, 20] as const
export type Size = (typeof sizes)[number]

const sizeKey = 'size'

export function readSize(): Size {
  try {
    return sizes.find((size) => String(size) === localStorage.getItem(sizeKey)) ?? 15
  } catch {
    return 15
  }
}

export function applySize(size: Size): void {
  document.documentElement.dataset.size = String(size)
  try {
    localStorage.setItem(sizeKey, String(size))
  } catch {
    return
  }
}

const aloudKey = 'aloud'

/** Whether a question is read aloud as soon as it is shown. */
export function readAloud(): boolean {
  try {
    return localStorage.getItem(aloudKey) === '1'
  } catch {
    return false
  }
}

export function applyAloud(aloud: boolean): void {
  try {
    localStorage.setItem(aloudKey, aloud ? '1' : '0')
  } catch {
    return
  }
}

const largeKey = 'large'

/** Citizens choose between the usual size and a large one; a phone's own text size comes on top. */
export function readLarge(): boolean {
  try {
    return localStorage.getItem(largeKey) === '1'
  } catch {
    return false
  }
}

export function applyLarge(large: boolean): void {
  const { dataset } = document.documentElement
  if (large) dataset.large = ''
  else delete dataset.large
  try {
    localStorage.setItem(largeKey, large ? '1' : '0')
  } catch {
    return
  }
}

/** True where the person asked their device to save data: then the typeface is not fetched. */
const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

/** To be called once, before anything is drawn. */
export function prepareHouse(house: 'citizen' | 'staff'): void {
  const root = document.documentElement
  root.dataset.house = house
  if (savesData()) root.dataset.saveData = ''
  applyTheme(readTheme())
  if (house === 'staff') applySize(readSize())
  else applyLarge(readLarge())
}
