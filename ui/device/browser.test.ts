import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appAround } from './browser.ts'

test('the browsers inside Zalo and Facebook are known by what they call themselves, a phone’s own is none', () => {
  const phone = 'Mozilla/5.0 (Linux; Android 11; SM-A125F) AppleWebKit/537.36 (KHTML, like Gecko)'
  assert.equal(appAround(`${phone} Version/4.0 Chrome/108.0.0.0 Mobile Safari/537.36 Zalo android/12090610`), 'Zalo')
  assert.equal(appAround(`${phone} Chrome/108.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/392.0.0.27;]`), 'Facebook')
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 15_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  assert.equal(appAround(`${iphone} Mobile/15E148 [FBAN/FBIOS;FBDV/iPhone12,1]`), 'Facebook')
  assert.equal(appAround(`${phone} Chrome/120.0.0.0 Mobile Safari/537.36`), undefined)
  assert.equal(appAround(`${iphone} Version/15.2 Mobile/15E148 Safari/604.1`), undefined)
})
