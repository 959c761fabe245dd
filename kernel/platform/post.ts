import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import nodemailer from 'nodemailer'

/** One message on its way out: its id names the file of the spool and the Message-ID, and nothing else about it is in a name. */
export type Letter = { id: string; channel: 'sms' | 'email'; address: string; subject: string; text: string }

/** `uncertain`: it was handed over and the line broke before the answer; whoever sends it again may send it twice. */
export type Outcome = 'sent' | 'refused' | 'again' | 'uncertain'

export type Post = {
  send: (letter: Letter) => Promise<Outcome>
  /** A letter whose sender died may be sent again where that makes no second one: in a spool the same id is the same file. */
  mayRepeat: (channel: Letter['channel']) => boolean
  end: () => void
}

/**
 * The way out of the house: SMS into a spool folder that stands in for a gateway, e-mail to SMTP_URL or into a spool of its own. A file
 * of a spool is whole or not there.
 */
export function openPost(parts: { folder: string; smtpUrl: string | undefined; publicUrl: string }): Post {
  const { folder, smtpUrl, publicUrl } = parts
  const host = new URL(publicUrl).hostname
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const smtp = smtpUrl
    ? nodemailer.createTransport({
        url: smtpUrl,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000
      })
    : undefined
  const from = { name: 'Một Cửa', address: `motcua@${host}` }

  const compose = async ({ id, address, subject, text }: Letter): Promise<Buffer> => {
    const headers = { 'auto-submitted': 'auto-generated' }
    const message = { from, to: address, subject, text, messageId: `<${id}@${host}>`, headers }
    return (await composer.sendMail({ ...message, disableFileAccess: true, disableUrlAccess: true })).message as Buffer
  }
  return {
    async send(letter) {
      if (letter.channel === 'sms') {
        await spool(join(folder, 'sms'), `${letter.id}.txt`, `To: ${letter.address}\n\n${letter.text}\n`)
        return 'sent'
      }
      const bytes = await compose(letter)
      if (smtp) return handOver(smtp, { from: from.address, to: [letter.address] }, bytes)
      await spool(join(folder, 'email'), `${letter.id}.eml`, bytes)
      return 'sent'
    },
    mayRepeat: (channel) => channel === 'sms' || smtp === undefined,
    end: () => smtp?.close()
  }
}

type Smtp = ReturnType<typeof nodemailer.createTransport>

async function handOver(smtp: Smtp, envelope: { from: string; to: string[] }, bytes: Buffer): Promise<Outcome> {
  let handedOver = false
  const read = function* () {
    handedOver = true // asked for only once the server has said it is ready for the message
    yield bytes
  }
  try {
    await smtp.sendMail({ envelope, raw: Readable.from(read()) })
    return 'sent'
  } catch (error) {
    const { responseCode } = error as { responseCode?: number }
    if (responseCode !== undefined) return responseCode >= 500 ? 'refused' : 'again'
    return handedOver ? 'uncertain' : 'again'
  }
}

async function spool(folder: string, name: string, contents: string | Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  // A slow sender and the one that was sent in its place must not write into one file: half of it could get the name of the whole.
  const part = `${path}.${randomUUID()}.part`
  const file = await open(part, 'w', 0o600)
  try {
    await file.writeFile(contents)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, path)
}

/** The newest messages of the SMS spool, for the page of a demonstration where nobody has a telephone. */
export async function lastSms(folder: string, count: number): Promise<{ to: string; text: string; at: Date }[]> {
  const spooled = join(folder, 'sms')
  const names = await readdir(spooled).catch(() => [])
  // The names are uuids of version 7: in the order of their making.
  const newest = names
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .slice(-count)
    .toReversed()
  return Promise.all(
    newest.map(async (name) => {
      const path = join(spooled, name)
      const [head = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
      return { to: head.slice('To: '.length), text: lines.slice(1).join('\n'), at: (await stat(path)).mtime }
    })
  )
}
