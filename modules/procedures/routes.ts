import { fileRoute, route, takingRoute } from '@motcua/kernel'
import { listDistricts, listIndustries, listOffices, listProcedures, openProcedure } from './catalogue.ts'
import { answersSchemaOf } from './answers.ts'
import * as contract from './contract.ts'
import { exportProcedure } from './exporting.ts'
import { previewImport, takeList } from './importing.ts'
import { listLifeEvents } from './life-events.ts'
import { openSearchCopy } from './search-copy.ts'
import { closeProposal, listProposals, openProposal, proposeProcedures, publishProposal } from './proposing.ts'
import { listSearchWords } from './search-words.ts'
import { listSeatsOfToday } from './seats.ts'
import { listVersionsOf, tryProcedureWith } from './trying.ts'
import { getVersion } from './versions.ts'

export const routes = [
  route(contract.listProcedures, (ctx, { query }) => listProcedures(ctx, query)),
  route(contract.openProcedure, (ctx, { params }) => openProcedure(ctx, params.code)),
  route(contract.openVersion, async (ctx, { params }) => ({ procedure: await getVersion(ctx, params.id) })),
  route(contract.openAnswersSchema, (ctx, { params }) => answersSchemaOf(ctx, params.id)),
  route(contract.listLifeEvents, (ctx) => listLifeEvents(ctx)),
  route(contract.listSearchWords, (ctx) => listSearchWords(ctx)),
  route(contract.openSearchCopy, (ctx) => openSearchCopy(ctx)),
  route(contract.listOffices, (ctx, { query }) => listOffices(ctx, query.area)),
  route(contract.listAreas, (ctx) => listDistricts(ctx)),
  route(contract.listIndustries, (ctx) => listIndustries(ctx)),
  takingRoute(contract.previewImport, takeList, (ctx, { query }, { file }) => previewImport(ctx, file, query)),
  takingRoute(contract.proposeProcedures, takeList, (ctx, { query }, { file }) => proposeProcedures(ctx, file, query)),
  route(contract.listProposals, (ctx) => listProposals(ctx)),
  route(contract.openProposal, (ctx, { params }) => openProposal(ctx, params.id)),
  route(contract.publishProposal, (ctx, { params }) => publishProposal(ctx, params.id)),
  route(contract.closeProposal, (ctx, { params, body }) => closeProposal(ctx, params.id, body)),
  route(contract.listVersions, (ctx, { params }) => listVersionsOf(ctx, params.code)),
  route(contract.listSeats, (ctx) => listSeatsOfToday(ctx)),
  route(contract.tryProcedure, (ctx, { body }) => tryProcedureWith(ctx, body.procedure, body.answers)),
  fileRoute(contract.exportProcedure, (ctx, { params, query }) => exportProcedure(ctx, params.code, query.version))
]
