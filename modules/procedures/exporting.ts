import { type Ctx, Refusal } from '@motcua/kernel'
import type { FileReply } from '@motcua/kernel/contract'
import { getVersion, versionInForce } from './versions.ts'

/** The version in force, or the one named, as a file that `proposeProcedures` takes, here or in another province. */
export async function exportProcedure(
  ctx: Ctx,
  code: string,
  version?: string
): Promise<FileReply & Record<string, never>> {
  const procedure = await getVersion(ctx, version ?? (await versionInForce(ctx, code)))
  if (procedure.code !== code) throw new Refusal(404, 'procedure.none')
  const file: FileReply = {
    bytes: Buffer.from(`${JSON.stringify(procedure, null, 2)}\n`),
    mediaType: 'application/json',
    name: `${code}.json`
  }
  return file as FileReply & Record<string, never>
}
