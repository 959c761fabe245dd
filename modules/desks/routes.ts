import { route } from '@motcua/kernel'
import * as callBacks from './call-backs.ts'
import * as contract from './contract.ts'
import { openDesk } from './line.ts'
import * as tickets from './tickets.ts'

export const routes = [
  route(contract.openDesk, (ctx, { params }) => openDesk(ctx, params.office)),
  route(contract.takeNumber, (ctx, { params, body }) => tickets.takeNumber(ctx, params.office, body)),
  route(contract.followNumber, (ctx, { params }) => tickets.followNumber(ctx, params.id)),
  route(contract.giveUpNumber, (ctx, { params }) => tickets.giveUpNumber(ctx, params.id)),
  route(contract.listLines, (ctx) => tickets.listLines(ctx)),
  route(contract.callNext, (ctx, { params, body }) => tickets.callNext(ctx, params.office, body.counter)),
  route(contract.bringIn, (ctx, { params, body }) => tickets.bringIn(ctx, params.office, body.acts)),
  route(contract.endCall, (ctx, { params, body }) => tickets.endCall(ctx, params.id, body.as)),
  route(contract.callAgain, (ctx, { params }) => tickets.callAgain(ctx, params.id)),
  route(contract.askCallBack, (ctx, { body }) => callBacks.askCallBack(ctx, body)),
  route(contract.listCallBacks, (ctx) => callBacks.listCallBacks(ctx)),
  route(contract.endCallBack, (ctx, { params, body }) => callBacks.endCallBack(ctx, params.id, body.as)),
  route(contract.takeBack, (ctx, { params }) => tickets.takeBack(ctx, params.id))
]
