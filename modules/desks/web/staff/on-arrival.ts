/** F8 was pressed on another screen: the counter calls as soon as it is drawn. */
let wanted = false

export const callOnArrival = (): void => {
  wanted = true
}

/** Once for each press. */
export function takeWish(): boolean {
  const was = wanted
  wanted = false
  return was
}
