import { dossiers } from '@motcua/dossiers'
import type { Module } from '@motcua/kernel'
import { kernelModule } from '@motcua/kernel/module'
import { procedures } from '@motcua/procedures'
import { frontPage } from './front-page.ts'

/** Everything the server mounts; signing in and the stand-in for VNeID are added at the start. */
export const modules: Module[] = [kernelModule, procedures, dossiers, frontPage]
