import type { Module } from '@motcua/kernel'
import { openGate, usualLimits } from '@motcua/kernel/platform/gate'
import { buildServer, type ServerParts } from '@motcua/kernel/platform/http'
import type { SignIn } from '@motcua/kernel/sign-in'
import type { FastifyInstance } from 'fastify'
import { frameOf, serveStyle } from './frame.ts'
import { frontModule } from './front.ts'
import { servePictures } from './pictures.ts'
import { referenceModule, serveOpenApi } from './reference.ts'
import { mountVneid } from './vneid.ts'
import type { BuiltApps } from './web.ts'
import { serveWebApps } from './web-apps.ts'

export type AppParts = Pick<ServerParts, 'database' | 'now' | 'publicUrl' | 'log'> & {
  modules: Module[]
  signIn: Pick<SignIn, 'actorOf' | 'module' | 'mount'>
  secret: string
  demo: boolean
  built: BuiltApps
}

/** The whole server: the modules behind their one edge, and what belongs to no module. It does not listen yet. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { database, now, publicUrl, log, signIn, secret, demo, built } = parts
  const own = [...parts.modules, signIn.module]
  const endpoints = own.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))
  const modules = [...own, frontModule, referenceModule(endpoints)]
  const frame = frameOf({ demo, pages: modules.flatMap(({ pages }) => pages.map(({ url }) => url)) })
  const gate = openGate(usualLimits)
  const app = await buildServer({ database, modules, actorOf: signIn.actorOf, now, publicUrl, frame, gate, log })
  signIn.mount(app)
  if (demo)
    mountVneid(app, { database, secret, publicUrl, now, render: (page, language) => frame(page, language, '/') })
  serveOpenApi(app, endpoints, publicUrl)
  serveStyle(app)
  servePictures(app)
  serveWebApps(app, built)
  return app
}
