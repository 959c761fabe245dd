import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deliver } from './delivery.ts'
import { notify, type Notice } from './notifications.ts'
import { bySystem, houseCommand, perform } from './platform/commands.ts'
import { lastSms, openPost, type Post } from './platform/post.ts'
import { aDatabase } from './platform/testing.ts'

const { database, asOwner } = await aDatabase()
const noon = new Date('2021-12-29T12:00:00+07:00')
const night = new Date('2021-12-29T22:15:00+07:00')
const hour = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000)

const words = {
  vi: {
    title: 'Đã tiếp nhận hồ sơ',
    text: 'Đã tiếp nhận hồ sơ H57.28.07-211229-0017.',
    sms: { head: 'MOT CUA: Hồ sơ H57.28.07-211229-0017 đã tiếp nhận.', tail: 'Hỏi đáp 19001075.' }
  },
  en: {
    title: 'Dossier received',
    text: 'Dossier H57.28.07-211229-0017 was received.',
    sms: { head: 'MOT CUA: Dossier H57.28.07-211229-0017 was received.', tail: 'Help: 19001075.' }
  }
}

async function tell(given: Partial<Notice> = {}, now = noon): Promise<void> {
  const notice: Notice = {
    kind: 'test',
    words,
    caseId: null,
    person: null,
    phone: '0914000001',
    email: null,
    aloud: true,
    urgent: false,
    ...given
  }
  await perform(database, houseCommand('tell', now), async (ctx) => {
    notify(ctx, notice)
    return null
  })
}

async function aPerson(contact: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID()
  await asOwner(
    `insert into kernel.person (id, kind, name, created_at) values ($1, 'citizen', 'Nguyễn Thị Hoa', now())`,
    [id]
  )
  const names = ['person_id', ...Object.keys(contact)]
  const values = [id, ...Object.values(contact)]
  if (names.length > 1)
    await asOwner(
      `insert into kernel.contact (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      values
    )
  return id
}

function aPost(smtpUrl?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-spool-'))
  const post = openPost({ folder, smtpUrl, publicUrl: 'https://motcua.example.vn' })
  after(() => {
    post.end()
    rmSync(folder, { recursive: true, force: true })
  })
  const logged: object[] = []
  const parts = {
    database,
    post,
    publicUrl: 'https://motcua.example.vn',
    log: (line: object) => void logged.push(line)
  }
  const files = (kind: 'sms' | 'email') => {
    try {
      const whole = readdirSync(join(folder, kind)).filter((name) => !name.endsWith('.part'))
      return whole.map((name) => readFileSync(join(folder, kind, name), 'utf8'))
    } catch {
      return []
    }
  }
  return { folder, post, parts, files, logged, send: (now = noon) => deliver(parts, now) }
}

const statesOf = () =>
  asOwner<{ state: string; count: number }>(`
  select state, count(*)::int from kernel.delivery where claimed_at is not null group by state order by state`)
const forgetAll = async () => {
  await asOwner('delete from kernel.delivery')
  await asOwner('delete from kernel.notice')
}

test('what was told with a fact is one SMS in the spool, named by its id alone', async () => {
  const { folder, files, send } = aPost()
  await tell()
  assert.equal(await send(), 1)
  assert.deepEqual(files('sms'), [
    'To: 0914000001\n\nMOT CUA: Ho so H57.28.07-211229-0017 da tiep nhan. Hoi dap 19001075.\n'
  ])
  const [name = ''] = readdirSync(join(folder, 'sms'))
  assert.match(name, /^[0-9a-f-]{36}\.txt$/)
  assert.equal(statSync(join(folder, 'sms', name)).mode & 0o077, 0)
  assert.equal((await lastSms(folder, 5))[0]?.to, '0914000001')
})

test('a fact that was rolled back tells nothing', async () => {
  const { files, send } = aPost()
  await assert.rejects(
    perform(database, houseCommand('tell', noon), async (ctx) => {
      notify(ctx, {
        kind: 't',
        words,
        caseId: null,
        person: null,
        phone: '0914000001',
        email: null,
        aloud: true,
        urgent: false
      })
      throw new Error('undone')
    })
  )
  assert.equal(await send(), 0)
  assert.deepEqual(files('sms'), [])
})

test('at night nothing is sent but what is urgent; in the morning the rest', async () => {
  const { files, send } = aPost()
  await tell({}, night)
  await tell({ urgent: true, phone: '0914000002' }, night)
  assert.equal(await send(night), 1)
  assert.match(files('sms')[0] ?? '', /^To: 0914000002/)
  assert.equal(await send(hour(night, 8)), 0)
  assert.equal(await send(hour(night, 9)), 1)
  assert.equal(files('sms').length, 2)
})

test('a person is told in their language, at what they have proven, by the ways they want, outside their own quiet hours', async () => {
  const { files, send } = aPost()
  const proven = { phone: '0914000003', phone_proven_at: noon, language: 'en', by_email: false }
  await tell({ person: await aPerson(proven), email: 'typed@example.vn' })
  await tell({ person: await aPerson({ by_sms: false }), email: 'only@example.vn' })
  await tell({ person: await aPerson({ quiet_from: '11:30', quiet_until: '13:30' }), phone: '0914000004' })
  await tell({ person: await aPerson({ quiet_from: null, quiet_until: null }), phone: '0914000005' }, night)
  assert.equal(await send(noon), 3)
  assert.deepEqual(
    files('sms')
      .map((text) => text.split('\n')[0])
      .toSorted(),
    ['To: 0914000003', 'To: 0914000005']
  )
  assert.match(
    files('sms').find((text) => text.includes('0914000003')) ?? '',
    /Dossier H57\.28\.07-211229-0017 was received\. Help/
  )
  const [letter = ''] = files('email')
  assert.match(letter, /^To: only@example\.vn\r$/m)
  assert.match(letter, /^Message-ID: <[0-9a-f-]{36}@motcua\.example\.vn>\r$/m)
  assert.match(letter, /^Auto-Submitted: auto-generated\r$/im)
  assert.equal(await send(hour(noon, 2)), 1)
})

test('a landline gets no SMS, and nobody without an address gets anything', async () => {
  const { send } = aPost()
  await tell({ phone: '02343123456' })
  await tell({ phone: null })
  assert.equal(await send(), 0)
})

test('two processes at once send each message once', async () => {
  const { parts, files } = aPost()
  for (let n = 0; n < 30; n++) await tell()
  const sent = await Promise.all([deliver(parts, noon), deliver(parts, noon), deliver(parts, noon)])
  assert.equal(
    sent.reduce((sum, one) => sum + one),
    30
  )
  assert.equal(files('sms').length, 30)
})

test('a sender killed in the middle leaves one message and not two: the same id is the same file', async () => {
  const { parts, post, files } = aPost()
  await tell()
  const killed: Post = {
    ...post,
    send: async (letter) => {
      await post.send(letter)
      return new Promise(() => {}) // written, and never told
    }
  }
  void deliver({ ...parts, post: killed }, noon)
  while (files('sms').length === 0) await bySystem(database, (db) => db`select from kernel.delivery limit 1`)
  assert.equal(await deliver(parts, hour(noon, 0.1)), 0, 'it may still be at it')
  assert.equal(await deliver(parts, hour(noon, 0.2)), 1)
  assert.equal(files('sms').length, 1)
})

test('a slow sender and the one sent in its place leave one letter, and it is whole', async () => {
  const { post, files } = aPost()
  const letter = { id: 'một', channel: 'sms' as const, address: '0914000001', subject: '', text: 'Ho so da co ket qua' }
  const sent = await Promise.all(Array.from({ length: 20 }, () => post.send(letter)))
  assert.deepEqual(new Set(sent), new Set(['sent']))
  assert.deepEqual(files('sms'), ['To: 0914000001\n\nHo so da co ket qua\n'])
})

test('a spool that cannot be written is tried again later', async () => {
  const { folder, parts, post, logged, files } = aPost()
  await tell()
  const full = openPost({ folder: join(folder, 'sms', 'no-folder\0'), smtpUrl: undefined, publicUrl: 'https://a.vn' })
  assert.equal(await deliver({ ...parts, post: full }, noon), 0)
  assert.ok(!JSON.stringify(logged).includes('0914000001'))
  assert.equal(await deliver({ ...parts, post }, hour(noon, 0.01)), 0)
  assert.equal(await deliver({ ...parts, post }, hour(noon, 0.1)), 1)
  assert.equal(files('sms').length, 1)
})

/** A mail server of our own: speaks as much SMTP as a client needs, and can be told to fail at each step. */
async function aMailServer(answers: Partial<Record<'MAIL' | 'RCPT' | 'DATA' | 'end', string | 'hang up'>> = {}) {
  const taken: { to: string; text: string }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    let to = ''
    let text: string | undefined
    let rest = ''
    const answer = (step: keyof typeof answers, otherwise: string) => {
      const given = answers[step] ?? otherwise
      if (given === 'hang up') socket.destroy()
      else socket.write(`${given}\r\n`)
    }
    socket.write('220 mail.example.vn\r\n')
    socket.on('data', (bytes) => {
      rest += bytes.toString()
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at)
        rest = rest.slice(at + 2)
        if (text !== undefined) {
          if (line !== '.') text += `${line}\n`
          else {
            if (answers.end === undefined || answers.end === 'hang up') taken.push({ to, text })
            text = undefined
            answer('end', '250 taken')
          }
        } else if (/^(EHLO|HELO)/.test(line)) socket.write('250 mail.example.vn\r\n')
        else if (line.startsWith('MAIL')) answer('MAIL', '250 ok')
        else if (line.startsWith('RCPT')) {
          to = /<(.*)>/.exec(line)?.[1] ?? ''
          answer('RCPT', '250 ok')
        } else if (line === 'DATA') {
          if (answers.DATA === undefined) text = ''
          answer('DATA', '354 go on')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken }
}

const byMail = { phone: null, email: 'hoa@example.vn' }

test('with SMTP_URL a letter reaches the mail server, with the id of the delivery as its Message-ID', async () => {
  await forgetAll()
  const mail = await aMailServer()
  const { send, files } = aPost(mail.url)
  await tell(byMail)
  assert.equal(await send(), 1)
  assert.equal(await send(), 0)
  const [row] = await asOwner<{ id: string }>('select id from kernel.delivery')
  const [letter] = mail.taken
  assert.equal(letter?.to, 'hoa@example.vn')
  assert.ok(letter.text.includes(`Message-ID: <${row?.id}@motcua.example.vn>`))
  const [, body = ''] = letter.text.split('\n\n', 2)
  const quoted = letter.text.includes('quoted-printable')
  const plain = quoted ? decodeQuoted(letter.text) : Buffer.from(body, 'base64').toString()
  assert.match(plain, /Đã tiếp nhận hồ sơ H57\.28\.07-211229-0017\./)
  assert.match(plain, /https:\/\/motcua\.example\.vn\/app\/ho-so/)
  assert.deepEqual(files('email'), [])
})

const decodeQuoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1'
  ).toString()

test('a mail server that is away or full for now is tried again; one that refuses for good is not', async () => {
  await forgetAll()
  await tell(byMail)
  const away = aPost('smtp://127.0.0.1:1')
  assert.equal(await away.send(), 0)
  const full = await aMailServer({ RCPT: '452 full' })
  assert.equal(await aPost(full.url).send(hour(noon, 0.1)), 0)
  const open = await aMailServer()
  const working = aPost(open.url)
  assert.equal(await working.send(hour(noon, 0.1)), 0, 'it waits longer each time')
  assert.equal(await working.send(hour(noon, 1)), 1)

  await forgetAll()
  await tell(byMail)
  const refusing = await aMailServer({ RCPT: '550 nobody here' })
  assert.equal(await aPost(refusing.url).send(), 0)
  assert.equal(await working.send(hour(noon, 5)), 0)
  assert.deepEqual([await statesOf(), open.taken.length], [[{ state: 'failed', count: 1 }], 1])
})

test('a letter handed over without an answer is not sent twice: it is left as uncertain', async () => {
  await forgetAll()
  await tell(byMail)
  const silent = await aMailServer({ end: 'hang up' })
  assert.equal(await aPost(silent.url).send(), 0)
  assert.equal(await aPost(silent.url).send(hour(noon, 9)), 0)
  assert.deepEqual([await statesOf(), silent.taken.length], [[{ state: 'uncertain', count: 1 }], 1])
})

test('a process killed with a letter in hand leaves it uncertain as well', async () => {
  await forgetAll()
  await tell(byMail)
  const open = await aMailServer()
  const { parts, post } = aPost(open.url)
  let reached = () => {}
  const inHand = new Promise<void>((resolve) => {
    reached = resolve
  })
  const killed: Post = {
    ...post,
    send: () => {
      reached()
      return new Promise(() => {})
    }
  }
  void deliver({ ...parts, post: killed }, noon)
  await inHand
  assert.equal(await deliver(parts, hour(noon, 1)), 0)
  assert.deepEqual([await statesOf(), open.taken.length], [[{ state: 'uncertain', count: 1 }], 0])
})
