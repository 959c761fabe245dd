import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { OperatorError } from '@motcua/kernel/platform/config'

/**
 * A folder made from sources, in a folder of its own named after their hash, that gets there by one rename: of several processes that
 * make it at once none sees half of it, and a server that is still running keeps the edition it began with.
 */
export async function edition(dist: string, hash: string, make: (folder: string) => Promise<void>): Promise<string> {
  const finished = join(dist, hash)
  if (await exists(finished)) return finished
  const making = join(dist, `making-${process.pid}-${crypto.randomUUID()}`)
  try {
    await mkdir(making, { recursive: true })
    await make(making)
    await rename(making, finished).catch(async (error: unknown) => {
      // Another process was quicker with the same edition.
      if (!(await exists(finished))) throw error
    })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC'].includes(code))
      throw new OperatorError(`A new edition of the web app must be built, but ${dist} cannot be written (${code}).`)
    throw error
  } finally {
    await rm(making, { recursive: true, force: true }).catch(() => undefined)
  }
  await removeOldEditions(dist, finished)
  return finished
}

const hour = 3_600_000

/** Keeps the newest before this one, and all of the last hour: a server of before may still serve it while this one starts. */
async function removeOldEditions(dist: string, finished: string): Promise<void> {
  const others = (await readdir(dist)).map((name) => join(dist, name)).filter((path) => path !== finished)
  const dated = await Promise.all(
    others.map(async (path) => ({ path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 }))
  )
  const old = dated
    .toSorted((one, other) => other.at - one.at)
    .slice(1)
    .filter(({ at }) => at < Date.now() - hour)
  for (const { path } of old) await rm(path, { recursive: true, force: true })
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  )
