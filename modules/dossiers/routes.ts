import { fileRoute, route } from '@motcua/kernel'
import { calendarSource } from '@motcua/kernel/calendar'
import { findInArchive, listMyPapers } from './archive.ts'
import * as copies from './certified-copies.ts'
import { claimDossier } from './claims.ts'
import * as contract from './contract.ts'
import { takeFee } from './fees.ts'
import { sendDossier, takeInDossier } from './filing.ts'
import * as handling from './handling.ts'
import { leaseNumbers } from './leasing.ts'
import { sendMessage } from './messages.ts'
import { openDossier, openPaper } from './opening.ts'
import { askOpinion, giveOpinion } from './opinions.ts'
import * as previews from './papers/previewing.ts'
import * as papers from './papers/printing.ts'
import * as photos from './photo-filing.ts'
import { askAtDesk, refuseAtDesk, sendOn } from './presenting.ts'
import { askPost } from './posting.ts'
import { promiseOf } from './promise.ts'
import { dropPutAside, listPutAside, putAside, takeUp } from './put-aside.ts'
import { rateDossier } from './ratings.ts'
import { answerReminder, remind } from './reminders.ts'
import { trackDossier } from './tracking.ts'
import { listMyDossiers, listWork, searchDossiers } from './work.ts'

export const routes = [
  route(contract.sendDossier, (ctx, { body }) => sendDossier(ctx, body)),
  route(contract.takeInDossier, (ctx, { body }) => takeInDossier(ctx, body)),
  route(contract.askAtDesk, (ctx, { body }) => askAtDesk(ctx, body)),
  route(contract.refuseAtDesk, (ctx, { body }) => refuseAtDesk(ctx, body)),
  route(contract.sendOn, (ctx, { body }) => sendOn(ctx, body)),
  route(contract.receiveDossier, (ctx, { params }) => handling.receiveDossier(ctx, params.id)),
  route(contract.refuseDossier, (ctx, { params, body }) => handling.refuseDossier(ctx, params.id, body)),
  route(contract.askSupplement, (ctx, { params, body }) => handling.askSupplement(ctx, params.id, body)),
  route(contract.supplyDossier, (ctx, { params, body }) => handling.supplyDossier(ctx, params.id, body)),
  route(contract.forwardDossier, (ctx, { params }) => handling.forwardDossier(ctx, params.id)),
  route(contract.handOverDossier, (ctx, { params, body }) => handling.handOverDossier(ctx, params.id, body)),
  route(contract.giveBackDossier, (ctx, { params, body }) => handling.giveBackDossier(ctx, params.id, body)),
  route(contract.askOpinion, (ctx, { params, body }) => askOpinion(ctx, params.id, body)),
  route(contract.giveOpinion, (ctx, { params, body }) => giveOpinion(ctx, params.id, body)),
  route(contract.apologise, (ctx, { params, body }) => handling.apologise(ctx, params.id, body)),
  route(contract.askPayment, (ctx, { params, body }) => handling.askPayment(ctx, params.id, body)),
  route(contract.confirmPayment, (ctx, { params, body }) => handling.confirmPayment(ctx, params.id, body)),
  route(contract.decideDossier, (ctx, { params, body }) => handling.decideDossier(ctx, params.id, body)),
  route(contract.returnResult, (ctx, { params, body }) => handling.returnResult(ctx, params.id, body)),
  route(contract.withdrawDossier, (ctx, { params, body }) => handling.withdrawDossier(ctx, params.id, body)),
  route(contract.stopDossier, (ctx, { params, body }) => handling.stopDossier(ctx, params.id, body)),
  route(contract.voidDossier, (ctx, { params, body }) => handling.voidDossier(ctx, params.id, body)),
  route(contract.settleAtOnce, (ctx, { body }) => copies.settleAtOnce(ctx, body)),
  route(contract.listSigners, (ctx) => copies.listSigners(ctx)),
  route(contract.listSignatures, (ctx) => copies.listSignatures(ctx)),
  route(contract.confirmSignatures, (ctx, { body }) => copies.confirmSignatures(ctx, body)),
  route(contract.listCertificates, (ctx, { query }) => copies.listCertificates(ctx, query)),
  route(contract.sendPhotos, (ctx, { body }) => photos.sendPhotos(ctx, body)),
  route(contract.listMyPhotoFilings, (ctx) => photos.listMyPhotoFilings(ctx)),
  route(contract.listPhotoFilings, (ctx) => photos.listPhotoFilings(ctx)),
  route(contract.openPhotoFiling, (ctx, { params }) => photos.openPhotoFiling(ctx, params.id)),
  fileRoute(contract.openPhoto, (ctx, { params, query }) => photos.openPhoto(ctx, params.id, params.sha256, query.as)),
  route(contract.fillPhotoFiling, (ctx, { params, body }) => photos.fillPhotoFiling(ctx, params.id, body)),
  route(contract.returnPhotoFiling, (ctx, { params, body }) => photos.returnPhotoFiling(ctx, params.id, body)),
  route(contract.objectToPhotoFiling, (ctx, { params, body }) => photos.objectToPhotoFiling(ctx, params.id, body)),
  route(contract.confirmPhotoFiling, (ctx, { params }) => photos.confirmPhotoFiling(ctx, params.id)),
  route(contract.confirmByCode, (ctx, { body }) => photos.confirmByCode(ctx, body.code)),
  route(contract.openCalendar, (ctx, { params }) => calendarSource(ctx, params.edition)),
  route(contract.leaseNumbers, (ctx, { params, body }) => leaseNumbers(ctx, params.id, body)),
  route(contract.putAside, (ctx, { params, body }) => putAside(ctx, params.id, body)),
  route(contract.listPutAside, (ctx) => listPutAside(ctx)),
  route(contract.takeUp, (ctx, { params }) => takeUp(ctx, params.id)),
  route(contract.dropPutAside, (ctx, { params }) => dropPutAside(ctx, params.id)),
  route(contract.remind, (ctx, { params, body }) => remind(ctx, params.id, body)),
  route(contract.answerReminder, (ctx, { params, body }) => answerReminder(ctx, params.id, body)),
  route(contract.askPost, (ctx, { params, body }) => askPost(ctx, params.id, body)),
  route(contract.sendMessage, (ctx, { params, body }) => sendMessage(ctx, params.id, body)),
  route(contract.rateDossier, (ctx, { params, body }) => rateDossier(ctx, params.id, body)),
  route(contract.takeFee, (ctx, { params, body }) => takeFee(ctx, params.id, body)),
  route(contract.claimDossier, (ctx, { body }) => claimDossier(ctx, body.number, body.code)),
  route(contract.openDossier, (ctx, { params }) => openDossier(ctx, params.id)),
  fileRoute(contract.openPaper, (ctx, { params, query }) => openPaper(ctx, params.id, params.sha256, query.as)),
  fileRoute(contract.printReceipt, (ctx, { params }) => papers.printPaper(ctx, params.id, 'receipt')),
  fileRoute(contract.printSupplementRequest, (ctx, { params, query }) =>
    papers.printPaper(ctx, params.id, 'supplementRequest', query.no)
  ),
  fileRoute(contract.printRefusal, (ctx, { params }) => papers.printPaper(ctx, params.id, 'refusal')),
  fileRoute(contract.printApology, (ctx, { params }) => papers.printPaper(ctx, params.id, 'apology')),
  fileRoute(contract.previewSupplementRequest, (ctx, { params, body }) =>
    previews.previewSupplementRequest(ctx, params.id, body)
  ),
  fileRoute(contract.previewRefusal, (ctx, { params, body }) => previews.previewRefusal(ctx, params.id, body)),
  route(contract.previewSupplementSms, (ctx, { params, body }) => previews.previewSupplementSms(ctx, params.id, body)),
  route(contract.previewRefusalSms, (ctx, { params, body }) => previews.previewRefusalSms(ctx, params.id, body)),
  fileRoute(contract.previewApology, (ctx, { params, body }) => previews.previewApology(ctx, params.id, body)),
  route(contract.previewApologySms, (ctx, { params, body }) => previews.previewApologySms(ctx, params.id, body)),
  fileRoute(contract.previewAskingAtDesk, (ctx, { body }) => previews.previewAskingAtDesk(ctx, body)),
  fileRoute(contract.previewRefusalAtDesk, (ctx, { body }) => previews.previewRefusalAtDesk(ctx, body)),
  route(contract.previewAskingSmsAtDesk, (ctx, { body }) => previews.previewAskingSmsAtDesk(ctx, body)),
  route(contract.previewRefusalSmsAtDesk, (ctx, { body }) => previews.previewRefusalSmsAtDesk(ctx, body)),
  route(contract.findInArchive, (ctx, { body }) => findInArchive(ctx, body)),
  route(contract.listMyPapers, (ctx) => listMyPapers(ctx)),
  route(contract.listMyDossiers, (ctx) => listMyDossiers(ctx)),
  route(contract.listWork, (ctx, { query }) => listWork(ctx, query.tab, query.limit)),
  route(contract.searchDossiers, (ctx, { query }) => searchDossiers(ctx, query.q)),
  route(
    contract.trackDossier,
    async (ctx, { query }) => (await trackDossier(ctx, query.number, query.code)) ?? { found: false as const }
  ),
  route(contract.promiseOf, (ctx, { params, query }) => promiseOf(ctx, params.code, query.commune))
]
