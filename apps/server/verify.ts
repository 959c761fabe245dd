import { join } from 'node:path'
import { OperatorError, readConfig } from '@motcua/kernel/platform/config'
import { runningPostgres, startPostgres } from '@motcua/kernel/platform/postgres'
import { verify } from '@motcua/kernel/verify'
import { openOwner } from '@motcua/kernel/platform/owner'

/** `npm run verify`: recomputes all chains and seals, names what does not fit, and ends with 1 where something does not. */
async function main(): Promise<number> {
  const config = readConfig()
  const dir = join(config.dataDir, 'postgres')
  const known = config.databaseUrl ?? runningPostgres(dir)
  const started = known ? undefined : await startPostgres({ dir, durable: true })
  const owner = openOwner(known ?? (started?.url as string))
  try {
    const { findings, entries, cases, seals, erased } = await verify(owner.ask)
    for (const finding of findings) console.log(`WRONG  ${finding}`)
    console.log(
      `${cases} cases, ${entries} entries of history (${erased} lawfully erased), ${seals} seals: ${findings.length === 0 ? 'all whole' : `${findings.length} wrong`}.`
    )
    return findings.length === 0 ? 0 : 1
  } finally {
    await owner.end()
    await started?.stop()
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof OperatorError ? error.message : error)
    process.exit(2)
  }
)
