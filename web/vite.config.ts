import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// light-dark() and oklch() are used as they are: older targets would make the CSS minifier replace them by fallbacks.
const browsers = ['chrome123', 'edge123', 'firefox128', 'safari17.5']

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { alias: { zod: join(import.meta.dirname, 'no-schemas.ts') } },
  build: {
    target: browsers,
    cssTarget: browsers,
    outDir: 'dist',
    // The page's policy allows files from its own origin only: no data: fonts or images, no inline preload script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // What the contract makes of these does nothing unless it is used.
      treeshake: { manualPureFunctions: ['z', 'endpoint', 'text', 'line'] },
      // What every page needs comes in two files, one of which outlives new versions, and what some pages share in a third. By itself
      // it came in seventy, each with a request.
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', test: /node_modules/, tags: ['$initial'] },
            { name: 'base', tags: ['$initial'] },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1_000,
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})

/** Beside each script and style sheet a compressed copy, which the server sends to those who take it: a first visit loads a third. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle).filter(([name]) => /\.(js|css)$/.test(name))) {
          const source = gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 })
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source })
        }
      },
    },
  }
}
