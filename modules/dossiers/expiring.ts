import type { Job } from '@motcua/kernel'
import { casesToExpire, expireCase } from '@motcua/kernel/retention'

/** So many at a time: a day after a year of many closings is no different from others. */
const most = 200

const nobody = JSON.stringify({ name: '', personalId: null, phone: null, email: null, address: null })

/** Lets go what dossiers were about whose time of keeping has run out; what would go can be read beforehand (`npm run retention`). */
export const expireJob: Job = {
  name: 'dossiers.expire',
  everySeconds: 3600,
  run: async (ctx) => {
    for (const id of await casesToExpire(ctx, 'dossier', most)) {
      if (!(await expireCase(ctx, id))) continue
      void ctx.db`select dossiers.expire_words(${id})`
      await ctx.db`
        update dossiers.dossier
           set applicant = ${nobody}, answers = '{}', papers = '[]', request = null, result = null, collected_by = null, about = null,
               on_behalf = null, post_to = null
         where id = ${id}`
    }
  }
}
