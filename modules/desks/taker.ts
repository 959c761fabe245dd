import { type Ctx, sql } from '@motcua/kernel'

/** From which address something was asked, as a salted hash: enough for a limit an hour, nothing to read back. */
export const takerOf = ({ from }: Ctx) =>
  sql`(select sha256(convert_to(salt || ${from}, 'UTF8')) from desks.taker_salt)`
