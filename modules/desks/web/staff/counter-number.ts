/** Which counter this machine stands at: “Quầy số …”. It belongs to the machine, whoever sits there. */
const storageKey = 'counter'

export function readCounter(): number {
  try {
    const kept = Number(localStorage.getItem(storageKey))
    return Number.isInteger(kept) && kept >= 1 && kept <= 99 ? kept : 1
  } catch {
    return 1
  }
}

export function keepCounter(counter: number): void {
  try {
    localStorage.setItem(storageKey, String(counter))
  } catch {
    // A machine that keeps nothing is counter 1 again tomorrow.
  }
}
