import { desks } from '@motcua/desks'
import { dossiers } from '@motcua/dossiers'
import type { Module } from '@motcua/kernel'
import { kernelModule } from '@motcua/kernel/module'
import { procedures } from '@motcua/procedures'

/** Everything the province is made of: a module that is not in this list does not exist. */
export const modules: Module[] = [kernelModule, desks, procedures, dossiers]
