/** A server that fails, or whose answer is lost, for one act of a journey. */
import type { BrowserContext } from 'playwright-core'

/** What a server of ours says when it fails: the page shows the last six signs. */
export const reference = 'K7Q2AB'

/** The next write to this address ends in a fault: after it was done, so that only the answer is lost, or before it got there. */
export const failNext = (phone: BrowserContext, address: RegExp, when: 'after' | 'before'): Promise<unknown> =>
  phone.route(
    address,
    async (route) => {
      if (when === 'after') await route.fetch()
      await route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        json: { type: `urn:motcua:error:${reference}`, title: '', status: 500, code: 'error', detail: '', fields: [] }
      })
    },
    { times: 1 }
  )
