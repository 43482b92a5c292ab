import 'virtual:tokens.css'
import './theme/fonts.css'
import './theme/global.css'
import { createApp } from 'vue'
import App from './app/App.vue'
import { i18n, setLanguage } from './i18n/i18n.ts'
import { router } from './router.ts'

const app = createApp(App).use(i18n).use(router)
if (document.documentElement.lang === 'en') await0(setLanguage('en'))
else app.mount('#app')

// Top-level await is younger than the oldest browser that we serve.
function await0(ready: Promise<void>): void {
  ready.finally(() => app.mount('#app')).catch(() => undefined)
}
