/** The doors of sign-in as an official's browser knocks at them; the kernel's `sign-in-doors.ts` keeps them. */
import { endpoint, oneOf } from '@motcua/kernel/contract'
import { Type } from 'typebox'

const Next = Type.Object({ next: oneOf(['code', 'second-factor', 'done', 'sign-in']) })

const door = <Body extends ReturnType<typeof Type.Object>>(name: string, url: string, summary: string, body: Body) =>
  endpoint({
    name: `sign_in.${name}`,
    method: 'POST',
    url: `/api/auth/${url}`,
    summary,
    may: 'anyone',
    body,
    reply: Next,
    example: { next: 'done' }
  })

export const givePassword = door(
  'password',
  'sign-in/email',
  'First step: name and password.',
  Type.Object({ email: Type.String(), password: Type.String() })
)
export const giveCode = door(
  'totp',
  'two-factor/verify-totp',
  'Second step: the six digits of now.',
  Type.Object({ code: Type.String() })
)
export const giveSpareCode = door(
  'spare_code',
  'two-factor/verify-backup-code',
  'Second step without the telephone: a spare code.',
  Type.Object({ code: Type.String() })
)
export const signOut = door('out', 'sign-out', 'Ends the session.', Type.Object({}))

export const makeSecondFactor = endpoint({
  name: 'sign_in.second_factor',
  method: 'POST',
  url: '/api/auth/two-factor/enable',
  summary: 'Begins the second factor of an official who has none.',
  may: 'anyone',
  body: Type.Object({ password: Type.String() }),
  reply: Type.Object({ uri: Type.String(), spareCodes: Type.Array(Type.String()) }),
  example: { uri: 'otpauth://totp/M%E1%BB%99t%20C%E1%BB%ADa:mai?secret=JBSWY3DPEHPK3PXP', spareCodes: ['k2h8d-q0w4e'] }
})
