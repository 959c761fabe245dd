import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { OperatorError } from '@motcua/kernel/platform/config'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..', '..')

/** The web apps by the path they are served under. */
export const webApps = { '/app/': 'citizen', '/staff/': 'staff' } as const
type AppName = (typeof webApps)[keyof typeof webApps]

/** Where each app lies, ready to be served: files named by their contents, with `.br` and `.gz` beside what is worth it. */
export type BuiltApps = Record<AppName, string>

/** What the browser's half is made of, besides the app's own folder. */
const sources = [
  'ui/**/*',
  'modules/*/web/**/*',
  'modules/*/{contract,rules,texts}.ts',
  'kernel/contract.ts',
  'kernel/rules/*.ts',
  'package-lock.json'
]

/** Builds both web apps, each only when something it is made of has changed since. */
export async function buildWebApps({ log }: { log: (line: string) => void }): Promise<BuiltApps> {
  const built: Partial<BuiltApps> = {}
  for (const app of Object.values(webApps)) built[app] = await buildApp(app, log)
  return built as BuiltApps
}

/**
 * Each edition lies in a folder named after the hash of its sources and gets there by one rename: of several processes that build at
 * once none sees half a build, and a server that is still running keeps the edition it began with.
 */
async function buildApp(app: AppName, log: (line: string) => void): Promise<string> {
  const dist = join(root, 'apps', app, 'dist')
  const finished = join(dist, await hashSources(app))
  if (await exists(finished)) return finished

  const began = performance.now()
  log(`Building the web app "${app}" …`)
  const making = join(dist, `making-${process.pid}`)
  try {
    await mkdir(making, { recursive: true })
    await build({
      root: join(root, 'apps', app),
      configFile: join(root, 'apps', app, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: making, emptyOutDir: true }
    })
    await compress(making)
    await rename(making, finished)
  } catch (error) {
    await rm(making, { recursive: true, force: true }).catch(() => undefined)
    const { code } = error as NodeJS.ErrnoException
    // Another process was quicker with the same edition.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return finished
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new OperatorError(`The web app "${app}" must be built, but ${dist} cannot be written (${code}).`)
    throw error
  }
  log(`Built the web app "${app}" in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
  await removeOldEditions(dist, finished)
  return finished
}

async function hashSources(app: AppName): Promise<string> {
  const files = globSync([`apps/${app}/**/*`, ...sources], {
    cwd: root,
    exclude: ['**/node_modules', 'apps/*/dist', 'apps/*/journeys', '**/*.test.ts'],
    withFileTypes: true
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file.slice(root.length)}\n`).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

const worthIt = /\.(js|css|html|svg|json)$/
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Done once here, at the highest level, instead of at every request. */
async function compress(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => worthIt.test(name))
  await Promise.all(
    files.map(async (name) => {
      const path = join(folder, name)
      const bytes = await readFile(path)
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
      await writeFile(`${path}.br`, await brotli(bytes, { params }))
      await writeFile(`${path}.gz`, await zip(bytes, { level: 9 }))
    })
  )
}

/** Keeps the newest edition before this one: a server of yesterday may still be serving it while this one starts. */
async function removeOldEditions(dist: string, finished: string): Promise<void> {
  const others = await Promise.all(
    (await readdir(dist))
      .map((name) => join(dist, name))
      .filter((path) => path !== finished)
      .map(async (path) => ({ path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 }))
  )
  const isOld = (at: number) => at < Date.now() - 3_600_000
  others.toSorted((one, other) => other.at - one.at)
  for (const { path, at } of others.slice(1)) if (isOld(at)) await rm(path, { recursive: true, force: true })
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  )
