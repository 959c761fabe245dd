import { staff as desks } from '@motcua/desks/web/staff'
import { staff as dossiers } from '@motcua/dossiers/web/staff'
import { staff as procedures } from '@motcua/procedures/web/staff'
import type { Contribution } from '@motcua/ui/screens.ts'

/** What officials find in the app: one entry per module. */
export const contributions: Contribution[] = [desks, dossiers, procedures]
