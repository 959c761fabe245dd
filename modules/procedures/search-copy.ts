import type { Ctx } from '@motcua/kernel'
import type { Static } from 'typebox'
import { listBundles } from './bundles.ts'
import type { openSearchCopy as contract } from './contract.ts'
import { currentListing } from './listing.ts'
import { packRows } from './rules.ts'
import { listSearchWords } from './search-words.ts'

/** All that a telephone needs to find a procedure without a network: the same rows and words as the server's own search. */
export async function openSearchCopy(ctx: Ctx): Promise<Static<(typeof contract)['reply']>> {
  const [{ rows }, { words, events }, bundles] = await Promise.all([
    currentListing(ctx),
    listSearchWords(ctx),
    listBundles(ctx)
  ])
  return { events, words, bundles, ...packRows(rows) }
}
