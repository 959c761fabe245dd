import type { Module } from './platform/module.ts'
import { platformTexts } from './platform/texts.ts'

/** The kernel as one of the modules the server mounts. */
export const kernelModule: Module = { name: 'kernel', routes: [], pages: [], texts: platformTexts, jobs: [] }
