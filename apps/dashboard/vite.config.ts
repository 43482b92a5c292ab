import vue from '@vitejs/plugin-vue'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'
import { tokensCss } from './src/theme/tokens-css.ts'

// Where `npm run dev` finds the API: the live service or the fixture server.
const api = process.env['TIERLINE_DASHBOARD_API'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue(), designTokens()],
  resolve: { conditions: ['@tierline/source', ...defaultClientConditions] },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: 'chrome87',
    cssTarget: 'chrome87',
    // The floor knows modulepreload, and a data: URI would need a wider content policy than our own origin.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // One sheet (20 kB packed) for all pages: a sheet of its own for each part is one more thing that a cut can take, and a second try of the part would not ask for it again.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 700,
    license: { fileName: 'licenses.md' },
  },
  server: { proxy: { '/v1': api, '/healthz': api, '/readyz': api, '/socket.io': { target: api, ws: true } } },
})

/** Serves `virtual:tokens.css`, written from tokens.ts, so that no colour stands anywhere else and no style is inlined at run time. */
function designTokens(): Plugin {
  const id = '\0virtual:tokens.css'
  return {
    name: 'tierline-tokens',
    resolveId: (source) => (source === 'virtual:tokens.css' ? id : undefined),
    load: (loaded) => (loaded === id ? tokensCss() : undefined),
  }
}
