import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressesAndHashes, foreignLicences, installScripts, type Lock, looseVersions, staleLock } from './packages.ts'
import { listFiles, readSource } from './sources.ts'

const manifests = listFiles()
  .filter((path) => path === 'package.json' || path.endsWith('/package.json'))
  .map(readSource)
const lock: Lock = JSON.parse(readSource('package-lock.json').text)
const allowed: Record<string, boolean> = JSON.parse(readSource('package.json').text).allowScripts

const manifest = (fields: object) => [{ path: 'package.json', text: JSON.stringify(fields) }]
const locked = (fields: object): Lock => ({
  packages: { 'node_modules/pad': { integrity: 'sha512-x', license: 'MIT', ...fields } }
})

test('every package is taken in one exact version', () => assert.deepEqual(looseVersions(manifests), []))

test('a range of versions is found', () => {
  for (const version of ['^1.2.3', '1.x', '*', 'latest', 'github:a/b', '>=1.0.0']) {
    assert.equal(looseVersions(manifest({ dependencies: { pad: version } })).length, 1, version)
  }
  assert.deepEqual(looseVersions(manifest({ devDependencies: { pad: '18.4.0-beta.17' } })), [])
})

test('the lock says what the manifests say', () => assert.deepEqual(staleLock(manifests, lock), []))

test('a lock that was not written anew is found', () => {
  const stale: Lock = { packages: { '': { dependencies: { pad: '1.2.3' } } } }
  assert.match(staleLock(manifest({ dependencies: { pad: '1.2.4' } }), stale)[0] ?? '', /its dependencies are others/)
  assert.deepEqual(staleLock(manifest({ dependencies: { pad: '1.2.3' } }), stale), [])
})

test('packages are known by their hash and not by an address', () => assert.deepEqual(addressesAndHashes(lock), []))

test('an address and a missing hash are found, a link to a workspace is neither', () => {
  assert.match(addressesAndHashes(locked({ resolved: 'https://a.example/pad.tgz' }))[0] ?? '', /fetches pad from https/)
  assert.match(addressesAndHashes(locked({ integrity: 'sha1-x' }))[0] ?? '', /no SHA-512/)
  assert.deepEqual(addressesAndHashes(locked({ link: true, resolved: 'ui', integrity: undefined })), [])
})

test('every install script has been read and is allowed by name', () =>
  assert.deepEqual(installScripts(lock, allowed), []))

test('a new install script, and an allowance nobody needs, are found', () => {
  assert.match(installScripts(locked({ hasInstallScript: true }), {})[0] ?? '', /pad has an install script/)
  assert.match(installScripts(locked({}), { pad: true })[0] ?? '', /which has no install script/)
})

test('every package is under a licence that lets a province run, change and pass on the whole', () =>
  assert.deepEqual(foreignLicences(lock), []))

test('a licence that is not on the list is found', () => {
  for (const license of [
    'AGPL-3.0-only',
    'SEE LICENSE IN LICENSE.md',
    'MIT AND GPL-2.0',
    'LGPL-3.0-or-later',
    undefined
  ]) {
    assert.equal(foreignLicences(locked({ license })).length, 1, license)
  }
  assert.deepEqual(foreignLicences(locked({ license: '(MIT OR GPL-3.0)' })), [])
})

test('the library under sharp may be under the LGPL, and nothing else may', () => {
  const sharp = (license: string): Lock => ({
    packages: { 'node_modules/@img/sharp-libvips-linux-x64': { integrity: 'sha512-x', license } }
  })
  assert.deepEqual(foreignLicences(sharp('LGPL-3.0-or-later')), [])
  assert.equal(foreignLicences(sharp('GPL-3.0-or-later')).length, 1)
})
