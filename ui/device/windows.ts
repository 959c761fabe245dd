/** Tells when another window of this browser has changed what is kept in localStorage under this name. Gives the way to stop. */
export function hearOtherWindows(name: string, changed: () => void): () => void {
  const elsewhere = ({ key }: StorageEvent) => {
    if (key === name) changed()
  }
  addEventListener('storage', elsewhere)
  return () => removeEventListener('storage', elsewhere)
}
