import type { Module } from './platform/module.ts'
import { platformTexts } from './platform/texts.ts'
import { texts } from './texts.ts'

/** The kernel as one of the modules the server mounts. */
export const kernelModule: Module = {
  name: 'kernel',
  routes: [],
  pages: [],
  texts: { vi: { ...platformTexts.vi, ...texts.vi }, en: { ...platformTexts.en, ...texts.en } },
  jobs: []
}
