import { join } from 'node:path'
import type { Plugin } from 'vite'

const helper = '\0vite/preload-helper.js'
const code = join(import.meta.dirname, '..', '..', 'ui', 'code.ts')

/** Lets the web apps import no code before it has come, with all that it imports: `ui/code.ts` instead of Vite's own preloading. */
export const fetchedFirst: Plugin = {
  name: 'fetched-first',
  enforce: 'pre',
  // A file that imports nothing is named to the helper too.
  config: () => ({
    build: {
      modulePreload: {
        polyfill: false,
        resolveDependencies: (file, files, { hostType }) => (hostType === 'js' ? [...new Set([file, ...files])] : files)
      }
    }
  }),
  load(id) {
    if (id !== helper) return undefined
    const { base } = this.environment.config
    return `import { filesOfThePage, importingFrom } from ${JSON.stringify(code)}
export const __vitePreload = importingFrom(${JSON.stringify(base)}, filesOfThePage())`
  },
  // Vite's helper would also have put the styles of a screen into the page; ours brings code only, and all styles come with the shell.
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const page = bundle['index.html']
      const shell = page?.type === 'asset' ? String(page.source) : ''
      const outside = Object.keys(bundle).filter((name) => name.endsWith('.css') && !shell.includes(name))
      if (outside.length > 0)
        this.error(`Styles outside the shell: ${outside.join(', ')}. Import them where the app begins.`)
    }
  }
}
