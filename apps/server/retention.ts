import { join } from 'node:path'
import { OperatorError, readConfig } from '@motcua/kernel/platform/config'
import { openOwner } from '@motcua/kernel/platform/owner'
import { runningPostgres, startPostgres } from '@motcua/kernel/platform/postgres'
import { planRetention } from '@motcua/kernel/retention'
import { dayOf } from '@motcua/kernel/rules/calendar'

/** `npm run retention [-- 2042-01-01]`: what will be let go on that day, or would be today; changes nothing. */
async function main(day = dayOf(new Date())): Promise<number> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new OperatorError(`A day is meant, such as 2042-01-01, not "${day}".`)
  const config = readConfig()
  const dir = join(config.dataDir, 'postgres')
  const known = config.databaseUrl ?? runningPostgres(dir)
  const started = known ? undefined : await startPostgres({ dir, durable: true })
  const owner = openOwner(known ?? (started?.url as string))
  try {
    const { cases, files } = await planRetention(owner.ask, day)
    for (const { number, topic, closed, kept_until, files: count } of cases)
      console.log(`${number}  ${topic}  closed ${closed}, kept until ${kept_until}, ${count} files`)
    console.log(
      `On ${day}: ${cases.length} dossiers lose their contents, and with them ${files.cases} files; ${files.loose} files that nobody put into anything go as well (${Math.round(files.bytes / 1_000_000)} MB in all).`
    )
    return 0
  } finally {
    await owner.end()
    await started?.stop()
  }
}

main(process.argv[2]).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof OperatorError ? error.message : error)
    process.exit(2)
  }
)
