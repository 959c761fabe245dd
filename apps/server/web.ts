import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, type Plugin } from 'vite'
import { edition } from './editions.ts'
import { fetchedFirst } from './fetched-first.ts'
import { onThePhone } from './on-the-phone.ts'
import { citizenLimits, type Limits, weighing } from './weight.ts'

const root = resolve(import.meta.dirname, '..', '..')

/** The web apps by the path they are served under. */
export const webApps = { '/app/': 'citizen', '/staff/': 'staff', '/viewer/': 'viewer' } as const
type AppName = (typeof webApps)[keyof typeof webApps]

/** Where each app lies, ready to be served: files named by their contents, with `.br` and `.gz` beside what is worth it. */
export type BuiltApps = Record<AppName, string>

/** What the apps are made of, besides their own folders. The frame that draws PDF is large and knows nothing of the rest. */
const sourcesOfViewer = ['ui/files/viewer.ts', 'package-lock.json']
const sources = [
  'ui/**/*',
  'modules/*/web/**/*',
  'modules/*/{contract,rules,texts}.ts',
  'modules/*/{contract,rules,texts}/**/*',
  'kernel/{contract,texts}.ts',
  'kernel/rules/*.ts',
  'package-lock.json'
]

/** Builds both web apps, each only when something it is made of has changed since. */
export async function buildWebApps({ log }: { log: (line: string) => void }): Promise<BuiltApps> {
  const built: Partial<BuiltApps> = {}
  for (const app of Object.values(webApps)) built[app] = await buildApp(app, log)
  return built as BuiltApps
}

async function buildApp(app: AppName, log: (line: string) => void): Promise<string> {
  const folder = join(root, 'apps', app)
  return edition(join(folder, 'dist'), await hashSources(app), async (outDir) => {
    const began = performance.now()
    log(`Building the web app "${app}" …`)
    await bundle(app, outDir, app === 'citizen' ? [weighing(citizenLimits), serviceWorker] : [])
    await compress(outDir)
    log(`Built the web app "${app}" in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
  })
}

const serviceWorker = onThePhone(join(root, 'apps', 'citizen', 'service-worker.ts'), '/app/')

async function bundle(app: AppName, outDir: string, plugins: Plugin[]): Promise<void> {
  const folder = join(root, 'apps', app)
  const configFile = join(folder, 'vite.config.ts')
  const all = [fetchedFirst, ...plugins]
  await build({ root: folder, configFile, logLevel: 'error', plugins: all, build: { outDir, emptyOutDir: true } })
}

/** The citizen's app into a folder, if it weighs no more than these limits. */
export const buildCitizenWithin = (limits: Limits, outDir: string): Promise<void> =>
  bundle('citizen', outDir, [weighing(limits)])

async function hashSources(app: AppName): Promise<string> {
  const files = globSync([`apps/${app}/**/*`, ...(app === 'viewer' ? sourcesOfViewer : sources)], {
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
