import type { Module } from '@motcua/kernel'
import { kernelModule } from '@motcua/kernel/module'

/** Everything the province is made of: a module that is not in this list does not exist. */
export const modules: Module[] = [kernelModule]
