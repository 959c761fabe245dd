import type { UserConfig } from 'vite'

/** `apps/server/web.ts` builds with it and says where to. */
export default {
  base: '/staff/',
  build: {
    // Phones that get no updates any more are still in use here.
    target: ['chrome110', 'safari16', 'firefox115'],
    // A data: address would be stopped by the content security policy for fonts and scripts.
    assetsInlineLimit: 0
  }
} satisfies UserConfig
