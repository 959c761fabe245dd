import { addressOf } from '@motcua/ui/call.ts'
import { openPaper } from '../../contract.ts'

/** The file of a result or paper, by the dossier it lies with. */
export const addressesOf = (id: string, sha256: string) => ({
  original: addressOf(openPaper, { id, sha256 }),
  shown: addressOf(openPaper, { id, sha256 }, { as: 'shown' })
})
