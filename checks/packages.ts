import type { Source } from './sources.ts'

/** Rules for what comes from the package registry: threats.md calls this person "supplier of a package". */
type Manifest = Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies',
  Record<string, string> | undefined
>
type Locked = Partial<Manifest> & {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
  license?: string
  hasInstallScript?: boolean
}
export type Lock = { packages: Record<string, Locked> }

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const

/** Licences under which a province may run, change and pass on the whole. MPL-2.0 asks only for changes to its own files. */
const licences = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense'
])

// libvips comes as a shared library of its own, which anybody may replace: all that the LGPL asks. Decision 0005.
const mayBeLesser = /^@img\/sharp-/

const installed = ({ packages }: Lock) =>
  Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link)
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Versions that a registry could answer differently tomorrow. */
export function looseVersions(manifests: Source[]): string[] {
  return manifests.flatMap(({ path, text }) => {
    const manifest: Partial<Manifest> = JSON.parse(text)
    return kinds.flatMap((kind) =>
      Object.entries(manifest[kind] ?? {})
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${path} takes ${name} at ${version}: one exact version is meant`)
    )
  })
}

/** Places where the lock says something else than the package.json files: the lock was not written anew. */
export function staleLock(manifests: Source[], lock: Lock): string[] {
  return manifests.flatMap(({ path, text }) => {
    const manifest: Partial<Manifest> = JSON.parse(text)
    const locked = lock.packages[path.replace(/\/?package\.json$/, '')]
    return kinds
      .filter((kind) => said(manifest[kind]) !== said(locked?.[kind]))
      .map((kind) => `${path}: its ${kind} are others in package-lock.json; run npm install`)
  })
}

function said(versions: Record<string, string> = {}): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name}@${version}`)
    .toSorted()
    .join(' ')
}

/** Packages taken from a fixed address, so that a mirror could not serve them, or without a hash to know them by. */
export function addressesAndHashes(lock: Lock): string[] {
  return installed(lock).flatMap(([path, { resolved, integrity }]) => [
    ...(resolved
      ? [`package-lock.json fetches ${nameOf(path)} from ${resolved}: npm config omit-lockfile-registry-resolved`]
      : []),
    ...(integrity?.startsWith('sha512-') ? [] : [`package-lock.json knows ${nameOf(path)} by no SHA-512`])
  ])
}

/** Install scripts that nobody has read and allowed in package.json, and allowances that nobody needs any more. */
export function installScripts(lock: Lock, allowed: Record<string, boolean>): string[] {
  const wanting = new Set(
    installed(lock).flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [nameOf(path)] : []))
  )
  return [
    ...[...wanting]
      .filter((name) => !(name in allowed))
      .map((name) => `${name} has an install script that "allowScripts" does not name`),
    ...Object.keys(allowed)
      .filter((name) => !wanting.has(name))
      .map((name) => `"allowScripts" names ${name}, which has no install script`)
  ]
}

/** Packages under a licence that is not on the list, or under none. Of `(MIT OR X)` one is enough, of `A AND B` all are needed. */
export function foreignLicences(lock: Lock): string[] {
  const may = (name: string, licence: string) =>
    licences.has(licence) || (licence === 'LGPL-3.0-or-later' && mayBeLesser.test(name))
  const fits = (name: string, licence: string) =>
    licence
      .replaceAll(/[()]/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((one) => may(name, one.trim())))
  return installed(lock)
    .filter(([path, { license }]) => !license || !fits(nameOf(path), license))
    .map(([path, { license }]) => `${nameOf(path)} is under ${license ?? 'no licence'}`)
}
