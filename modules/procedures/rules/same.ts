/** Whether two values of data say the same; in the browser there is no node:util. Keys may stand in any order. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [a, b] = [one, other] as [Record<string, unknown>, Record<string, unknown>]
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && saysTheSame(a[key], b[key]))
  )
}
