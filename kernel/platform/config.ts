import { resolve } from 'node:path'

/** What the server is told from outside: by environment only, each with its meaning in `npm start -- --help`. */
export type Config = {
  port: number
  dataDir: string
  /** Address of an external PostgreSQL as its owner; undefined: the embedded one under `dataDir`. */
  databaseUrl: string | undefined
  publicUrl: string
  /** Undefined: e-mails are written into a spool under `dataDir` that can be read. */
  smtpUrl: string | undefined
}

const settings = [
  {
    name: 'PORT',
    otherwise: '8080',
    meaning: 'port of 127.0.0.1 the server listens on (TLS ends at a proxy before it)'
  },
  { name: 'DATA_DIR', otherwise: './var', meaning: 'folder of the embedded database, the files and the spools' },
  {
    name: 'DATABASE_URL',
    otherwise: 'embedded',
    meaning: 'an external PostgreSQL 18: postgres://owner:…@host/database'
  },
  { name: 'PUBLIC_URL', otherwise: 'http://localhost:PORT', meaning: 'what QR codes and e-mails use' },
  { name: 'SMTP_URL', otherwise: 'spool', meaning: 'smtp://… or smtps://…; without it e-mails go to DATA_DIR/spool' }
]

export const help = [
  'npm install && npm start      brings up the province on http://localhost:8080',
  '',
  'Settings, by environment only:',
  ...settings.map((s) => `  ${s.name.padEnd(14)} ${s.meaning} (default: ${s.otherwise})`)
].join('\n')

/** Something outside the program is not as it must be; its text is one line for whoever runs the server. */
export class OperatorError extends Error {}

/** Reads the settings; a malformed one is an OperatorError that names it. Empty counts as absent. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const value = (name: string) => env[name]?.trim() || undefined
  const port = value('PORT') ?? '8080'
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw new OperatorError(`PORT must be a number from 1 to 65535, not "${port}".`)
  const publicUrl = url('PUBLIC_URL', value('PUBLIC_URL'), ['http:', 'https:']) ?? `http://localhost:${port}`
  return {
    port: Number(port),
    dataDir: resolve(value('DATA_DIR') ?? 'var'),
    databaseUrl: databaseUrl(value('DATABASE_URL')),
    publicUrl: publicUrl.replace(/\/+$/, ''),
    smtpUrl: url('SMTP_URL', value('SMTP_URL'), ['smtp:', 'smtps:'])
  }
}

// The application role's password is derived from the owner's: without one, anybody could derive it.
function databaseUrl(value: string | undefined): string | undefined {
  const checked = url('DATABASE_URL', value, ['postgres:', 'postgresql:'])
  const { username, password, pathname } = new URL(checked ?? 'postgres://owner:password@host/database')
  if (!username || !password || pathname.length < 2)
    throw new OperatorError(
      'DATABASE_URL must name the owner, its password and the database: postgres://owner:…@host/database'
    )
  return checked
}

// The value itself is never repeated in the message: it may hold a password.
function url(name: string, value: string | undefined, protocols: string[]): string | undefined {
  if (value === undefined) return undefined
  const parsed = URL.parse(value)
  if (!parsed || !protocols.includes(parsed.protocol))
    throw new OperatorError(
      `${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`
    )
  return value
}
