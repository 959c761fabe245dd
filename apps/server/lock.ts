import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from '@motcua/kernel/platform/config'

/** Makes this process the only server on a folder, until the returned function is called or the process is gone. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = join(folder, 'lock')
  const mine = nameOf(process.pid) as string
  const draft = `${lock}.${process.pid}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    // A link appears with its contents or not at all; a file made first and filled afterwards could be read empty.
    while (!links(draft, lock)) removeStale(lock, folder)
  } finally {
    rmSync(draft)
  }
  return () => {
    if (read(lock) === mine) rmSync(lock)
  }
}

function links(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Takes the lock of a process that is gone out of the way; of one that lives, refuses. */
function removeStale(lock: string, folder: string): void {
  const holder = read(lock)
  if (holder === undefined) return
  const pid = Number(holder.split(' ')[0])
  const inUse = new OperatorError(
    `DATA_DIR ${folder} is in use by another server (process ${pid}): stop that one first.`
  )
  if (nameOf(pid) === holder) throw inUse
  // Two may find the same stale lock: whoever moves it second may have moved the new lock of the first, and puts it back.
  const moved = `${lock}.stale-${process.pid}`
  try {
    renameSync(lock, moved)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const theirs = read(moved) !== holder
  if (theirs) links(moved, lock)
  rmSync(moved)
  if (theirs) throw inUse
}

/** A process by number and the moment it began: numbers are given again, also to a server in a container, which is always 1. */
function nameOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  const began = read(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')[19]
  return `${pid} ${began ?? ''}`
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
