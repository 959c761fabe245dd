/** The doors of sign-in that citizens use; what each answers stands in kernel/README.md. */
import { endpoint } from '@motcua/kernel/contract'
import { Type } from 'typebox'

const Next = Type.Object({ next: Type.String() })
/** “Máy dùng chung”: the session ends with the browser. */
const shared = Type.Optional(Type.Boolean())

export const signInByPassword = endpoint({
  name: 'auth.password',
  method: 'POST',
  url: '/api/auth/sign-in/email',
  summary: 'Opens a session by e-mail and password.',
  may: 'anyone',
  body: Type.Object({ email: Type.String(), password: Type.String(), shared }),
  reply: Next,
  example: { next: 'done' }
})

export const signInByVneid = endpoint({
  name: 'auth.vneid',
  method: 'POST',
  url: '/api/auth/sign-in/social',
  summary: 'Says where to go to sign in by VNeID.',
  may: 'anyone',
  body: Type.Object({ provider: Type.String(), callbackURL: Type.String(), errorCallbackURL: Type.String(), shared }),
  reply: Type.Object({ url: Type.String() }),
  example: { url: '/vneid/auth' }
})

export const askSignInCode = endpoint({
  name: 'auth.ask_code',
  method: 'POST',
  url: '/api/auth/sign-in/code',
  summary: 'Sends six digits by SMS.',
  may: 'anyone',
  body: Type.Object({ phone: Type.String() }),
  reply: Type.Object({ next: Type.String(), seconds: Type.Integer() }),
  example: { next: 'code', seconds: 300 }
})

export const signInByCode = endpoint({
  name: 'auth.code',
  method: 'POST',
  url: '/api/auth/sign-in/code/verify',
  summary: 'Opens a session by the six digits that came.',
  may: 'anyone',
  body: Type.Object({ phone: Type.String(), code: Type.String(), shared }),
  reply: Next,
  example: { next: 'done' }
})

export const signOut = endpoint({
  name: 'auth.sign_out',
  method: 'POST',
  url: '/api/auth/sign-out',
  summary: 'Ends the session.',
  may: 'anyone',
  body: Type.Object({}),
  reply: Next,
  example: { next: 'sign-in' }
})
