import { type Ctx, Refusal } from '@motcua/kernel'
import { noteCase } from '@motcua/kernel/cases'
import { getDossier, refuseOutsiders, type Row } from './dossiers.ts'

export type Paid = { receipt: string; at: string; amount: number }

/** What of the fee is still to be paid. */
export const feeDue = (row: Pick<Row, 'fee' | 'paid'>): number => (row.paid ? 0 : row.fee)

/** The desk took the fee in cash. */
export async function takeFee(ctx: Ctx, id: string, { receipt }: { receipt: string }) {
  const row = await getDossier(ctx, id)
  refuseOutsiders(ctx, row, 'desk')
  const paid: Paid = { receipt, at: ctx.now.toISOString(), amount: row.fee }
  const taken = await ctx.db`
    update dossiers.dossier set paid = ${JSON.stringify(paid)} where id = ${id} and paid is null and fee > 0`
  if (taken !== 1) throw new Refusal(409, 'fee.none_due', { number: row.number })
  await noteCase(ctx, id, { what: 'fee_taken', office: row.office_id, body: { receipt, amount: row.fee } })
  return { id, number: row.number, at: ctx.now.toISOString() }
}
