import type { UserConfig } from 'vite'

/** `apps/server/web.ts` builds with it and says where to. */
export default {
  base: '/viewer/',
  build: {
    target: ['chrome110', 'safari16', 'firefox115'],
    // The decoders travel inside the script: the frame may fetch nothing.
    assetsInlineLimit: (path: string) => path.endsWith('.wasm'),
    modulePreload: false,
    chunkSizeWarningLimit: 5000
  }
} satisfies UserConfig
