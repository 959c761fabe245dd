import { citizen as desks } from '@motcua/desks/web/citizen'
import { citizen as dossiers } from '@motcua/dossiers/web/citizen'
import { citizen as procedures } from '@motcua/procedures/web/citizen'
import type { Contribution } from '@motcua/ui/screens.ts'

/** What citizens find in the app: one entry per module. */
export const contributions: Contribution[] = [desks, dossiers, procedures]
