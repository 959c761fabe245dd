import type { UserConfig } from 'vite'

/** `apps/server/web.ts` builds with it, says where to, and weighs what comes out. */
export default {
  base: '/app/',
  build: {
    // Phones that get no updates any more are still in use here.
    target: ['chrome110', 'safari16', 'firefox115'],
    // A data: address would be stopped by the content security policy for fonts and scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Few files of one purpose each: a thin line waits for every request, and a change of one leaves the others in the phone.
        codeSplitting: {
          groups: [
            { name: 'shell', tags: ['$initial'], priority: 3 },
            { name: 'rules', test: /\/(kernel|modules\/\w+)\/(rules|texts)/, priority: 2 },
            { name: 'form', test: /\/ui\/(forms|controls)\//, priority: 1 }
          ]
        }
      }
    }
  }
} satisfies UserConfig
