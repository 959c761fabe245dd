import { fileRoute, route } from '@motcua/kernel'
import { listDistricts, listIndustries, listOffices, listProcedures, openProcedure } from './catalogue.ts'
import { answersSchemaOf } from './answers.ts'
import * as contract from './contract.ts'
import { exportProcedure } from './exporting.ts'
import { importProcedures, previewImport } from './importing.ts'
import { listLifeEvents } from './life-events.ts'
import { listSearchWords } from './search-words.ts'
import { getVersion } from './versions.ts'

export const routes = [
  route(contract.listProcedures, (ctx, { query }) => listProcedures(ctx, query)),
  route(contract.openProcedure, (ctx, { params }) => openProcedure(ctx, params.code)),
  route(contract.openVersion, async (ctx, { params }) => ({ procedure: await getVersion(ctx, params.id) })),
  route(contract.openAnswersSchema, (ctx, { params }) => answersSchemaOf(ctx, params.id)),
  route(contract.listLifeEvents, (ctx) => listLifeEvents(ctx)),
  route(contract.listSearchWords, (ctx) => listSearchWords(ctx)),
  route(contract.listOffices, (ctx, { query }) => listOffices(ctx, query.area)),
  route(contract.listAreas, (ctx) => listDistricts(ctx)),
  route(contract.listIndustries, (ctx) => listIndustries(ctx)),
  route(contract.previewImport, (ctx, { body, query }) => previewImport(ctx, body as Uint8Array, query.from)),
  route(contract.importProcedures, (ctx, { body, query }) => importProcedures(ctx, body as Uint8Array, query)),
  fileRoute(contract.exportProcedure, (ctx, { params }) => exportProcedure(ctx, params.code))
]
