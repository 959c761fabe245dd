import { createHmac } from 'node:crypto'

const period = 30

/** RFC 6238 with SHA-1, six digits and half a minute, as every authenticator app counts; the secret is text and its own key. */
export function totp(secret: string, at: Date): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 1_000 / period)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[19]! & 0x0f
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

export const secondsLeft = (at: Date): number => period - (Math.floor(at.getTime() / 1_000) % period)
