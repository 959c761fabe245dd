import { join } from 'node:path'
import { type Endpoint, type Role, roles } from '../kernel/contract.ts'
import { listFiles, root } from './sources.ts'

/** Whoever knocks: nobody signed in, or a person with one role. */
export const knockers = ['public', ...roles] as const
export type Knocker = (typeof knockers)[number]

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'url' in value && 'may' in value

/** Every endpoint that a contract of the kernel or of a module declares. */
export async function listEndpoints(): Promise<Endpoint[]> {
  const contracts = listFiles().filter((path) => /^(kernel|modules\/\w+)\/contract\.ts$/.test(path))
  const faces: Record<string, unknown>[] = await Promise.all(contracts.map((path) => import(join(root, path))))
  return faces.flatMap((face) => Object.values(face).filter(isEndpoint))
}

/** Reads a table of marks: a head with everybody who knocks, a line per endpoint, x where the door opens. */
export function readDoors(table: string): Map<string, Knocker[]> {
  const [head = '', ...lines] = table.trim().split('\n')
  const columns = head.trim().split(/\s+/).slice(1)
  if (columns.join() !== knockers.join()) throw new Error(`The head must name ${knockers.join(' ')}.`)
  return new Map(
    lines.map((line) => {
      const [name = '', ...marks] = line.trim().split(/\s+/)
      if (marks.length !== knockers.length) throw new Error(`${name} has ${marks.length} marks.`)
      return [name, knockers.filter((_knocker, i) => marks[i] === 'x')]
    })
  )
}

const opensFor = ({ may }: Pick<Endpoint, 'may'>): Knocker[] =>
  may === 'anyone' ? [...knockers] : knockers.filter((knocker) => may.includes(knocker as Role))

/** Where the contracts and the table do not say the same. */
export function differences(endpoints: Pick<Endpoint, 'name' | 'may'>[], doors: Map<string, Knocker[]>): string[] {
  const declared = new Set(endpoints.map(({ name }) => name))
  const undeclared = [...doors.keys()].filter((name) => !declared.has(name))
  return [
    ...undeclared.map((name) => `${name} stands in the table and in no contract`),
    ...endpoints.flatMap((endpoint) => {
      const written = doors.get(endpoint.name)
      if (!written) return [`${endpoint.name} is missing in the table`]
      const open = opensFor(endpoint)
      return open.join() === written.join()
        ? []
        : [`${endpoint.name} opens for ${open.join(', ')}; the table says ${written.join(', ')}`]
    })
  ]
}
