import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError } from './config.ts'

/**
 * The key of this installation: signs cookies, encrypts second-factor secrets. A file beside the database, never in it, so that a dump
 * or a stolen backup opens no session. Made on the first start; losing it ends all sessions and all second factors.
 */
export function readSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 43)
    throw new OperatorError(`The key in ${file} is damaged: restore it from a backup of that folder.`)
  return secret
}
