import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorError, readConfig } from '@motcua/kernel/platform/config'
import { applicationUrl, openDatabase } from '@motcua/kernel/platform/db'
import { markDemo } from '@motcua/kernel/platform/demo-mark'
import { runJob } from '@motcua/kernel/platform/jobs'
import { runningPostgres, startPostgres } from '@motcua/kernel/platform/postgres'
import { sealJob } from '@motcua/kernel/seal'
import { layOutLife } from './demo/province-life.ts'

/**
 * `npm run demo:year`: lays the year from 1 July 2021 out in a demonstration and seals it, beside a running server or without one. What is
 * laid out already is left alone, so an interrupted run goes on. `npm run demo:year -- 2000` takes that many dossiers instead of 50,000.
 */
async function main(): Promise<void> {
  const dossiers = Number(process.argv[2] ?? 50_000)
  if (!Number.isInteger(dossiers) || dossiers < 1)
    throw new OperatorError('demo:year takes the number of dossiers, or nothing.')
  const config = readConfig()
  const dir = join(config.dataDir, 'postgres')
  const known = config.databaseUrl ?? runningPostgres(dir)
  const started = known ? undefined : await startPostgres({ dir, durable: true, log: console.log })
  const ownerUrl = known ?? (started?.url as string)
  const database = openDatabase(applicationUrl(ownerUrl), { files: join(config.dataDir, 'files') })
  try {
    if (!existsSync(join(config.dataDir, 'demo')) || !(await markDemo(config.dataDir, ownerUrl)))
      throw new OperatorError('This province is no demonstration: start one in an empty DATA_DIR first.')
    const began = performance.now()
    let next = 0
    await layOutLife(
      database,
      {
        from: '2021-07-01',
        to: '2022-06-30',
        dossiers,
        until: new Date('2022-06-30T17:30:00+07:00'),
        seed: 2021,
        publicUrl: config.publicUrl
      },
      {
        told: (done) => {
          if (done < next) return
          next = done + dossiers / 20
          console.log(`${done} of ${dossiers} dossiers, ${((performance.now() - began) / 1000).toFixed(0)} s`)
        }
      }
    )
    await runJob(database, sealJob, new Date(), config.publicUrl, () =>
      console.log(`Sealing, ${((performance.now() - began) / 1000).toFixed(0)} s`)
    )
    console.log(`The year is laid out and sealed, ${((performance.now() - began) / 1000).toFixed(0)} s.`)
  } finally {
    await database.end()
    await started?.stop()
  }
}

main().catch((error) => {
  console.error(error instanceof OperatorError ? error.message : error)
  process.exitCode = 1
})
