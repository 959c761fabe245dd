import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { type Config, help, OperatorError, readConfig } from './config.ts'

test('without any setting the province runs on port 8080 from ./var, with its own database and a spool', () => {
  const config: Config = {
    port: 8080,
    dataDir: resolve('var'),
    databaseUrl: undefined,
    publicUrl: 'http://localhost:8080',
    smtpUrl: undefined
  }
  assert.deepEqual(readConfig({}), config)
  assert.deepEqual(readConfig({ PORT: '', DATABASE_URL: ' ', SMTP_URL: '' }), config, 'empty counts as absent')
})

test('the public address follows the port unless it is given, and loses its last slash', () => {
  assert.equal(readConfig({ PORT: '9000' }).publicUrl, 'http://localhost:9000')
  assert.equal(readConfig({ PUBLIC_URL: 'https://mot.cua.example/' }).publicUrl, 'https://mot.cua.example')
})

test('a malformed setting is refused by its name', () => {
  const wrong: Record<string, string[]> = {
    PORT: ['0', '65536', '80a', '-1', '8080.5', '1e3', 'http'],
    PUBLIC_URL: ['localhost:8080', 'ftp://x', 'không phải địa chỉ', '//x'],
    DATABASE_URL: [
      'mysql://a:b@c/d',
      'host=localhost',
      'postgres://',
      'postgres://owner@host/db',
      'postgres://o:p@host'
    ],
    SMTP_URL: ['mail.example.vn', 'http://mail.example.vn']
  }
  for (const [name, values] of Object.entries(wrong))
    for (const value of values)
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) => error instanceof OperatorError && error.message.startsWith(name) && !error.message.includes('\n'),
        `${name}=${value}`
      )
})

test('a refused address is not repeated, as it may hold a password', () => {
  for (const name of ['DATABASE_URL', 'SMTP_URL', 'PUBLIC_URL'])
    assert.throws(
      () => readConfig({ [name]: 'gopher://owner:hunter2@host/database' }),
      (error) => error instanceof OperatorError && !error.message.includes('hunter2')
    )
})

test('the help explains every setting that is read', () => {
  const asked = new Set<string>()
  const env = new Proxy({}, { get: (_target, name) => void asked.add(String(name)) })
  readConfig(env)
  assert.deepEqual(
    [...asked].filter((name) => !help.includes(`\n  ${name} `)),
    []
  )
  assert.equal(asked.size, 5)
})
