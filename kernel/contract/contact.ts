import { type Static, Type } from 'typebox'
import { endpoint, oneOf, orNull, roles } from './endpoint.ts'

const Way = oneOf(['phone', 'email'] as const)
const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM' })
const closedTo = { additionalProperties: false }
const Reached = Type.Object({ address: Type.String(), proven: Type.Boolean() })
const Contact = Type.Object({
  phone: orNull(Reached),
  email: orNull(Reached),
  language: oneOf(['vi', 'en'] as const),
  bySms: Type.Boolean(),
  byEmail: Type.Boolean(),
  quiet: orNull(Type.Object({ from: TimeOfDay, until: TimeOfDay }))
})
const contactExample: Static<typeof Contact> = {
  phone: { address: '0914000001', proven: true },
  email: null,
  language: 'vi',
  bySms: true,
  byEmail: true,
  quiet: { from: '21:00', until: '07:00' }
}

export const readContact = endpoint({
  name: 'contact.read',
  method: 'GET',
  url: '/api/my/contact',
  summary: 'How who is signed in is reached: addresses and whether they are proven, language, ways, quiet hours.',
  may: roles,
  reply: Contact,
  example: contactExample
})

export const setContact = endpoint({
  name: 'contact.set',
  method: 'PUT',
  url: '/api/my/contact',
  summary: 'Sets language, ways and quiet hours. Telephone and e-mail are set by a code sent there.',
  may: roles,
  body: Type.Object(
    {
      language: oneOf(['vi', 'en'] as const),
      bySms: Type.Boolean(),
      byEmail: Type.Boolean(),
      quiet: orNull(Type.Object({ from: TimeOfDay, until: TimeOfDay }, closedTo))
    },
    closedTo
  ),
  reply: Contact,
  example: contactExample
})

export const askContactCode = endpoint({
  name: 'contact.ask_code',
  method: 'POST',
  url: '/api/my/contact/code',
  summary: 'Sends six digits to a telephone or an e-mail address, good for five minutes and five tries.',
  may: roles,
  body: Type.Object({ way: Way, address: Type.String({ maxLength: 254 }) }, closedTo),
  reply: Type.Object({ address: Type.String(), seconds: Type.Integer() }),
  example: { address: '0914000001', seconds: 300 }
})

export const proveContact = endpoint({
  name: 'contact.prove',
  method: 'POST',
  url: '/api/my/contact/proof',
  summary: 'Proves a telephone or an address by the code sent there; a wrong one says how many tries are left.',
  may: roles,
  body: Type.Object(
    { way: Way, address: Type.String({ maxLength: 254 }), code: Type.String({ pattern: '^\\d{6}$' }) },
    closedTo
  ),
  reply: Type.Object({ proven: Type.Boolean(), triesLeft: Type.Integer(), contact: Contact }),
  example: { proven: true, triesLeft: 4, contact: contactExample }
})

export const forgetContact = endpoint({
  name: 'contact.forget',
  method: 'DELETE',
  url: '/api/my/contact/:way',
  summary: 'Takes a telephone or an e-mail address out again.',
  may: roles,
  params: Type.Object({ way: Way }, closedTo),
  reply: Contact,
  example: { ...contactExample, phone: null }
})
