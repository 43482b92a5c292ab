import 'virtual:tokens.css'
import './theme/fonts.css'
import './theme/global.css'
import { createApp } from 'vue'
import App from './app/App.vue'
import { i18n, setLanguage } from './i18n/i18n.ts'
import { router } from './router.ts'

const app = createApp(App).use(i18n).use(router)
const isEnglish = document.documentElement.lang === 'en'

// Not awaited at the top level, which is younger than the oldest browser that we serve; a language that cannot be fetched leaves Chinese.
void (isEnglish ? setLanguage('en') : Promise.resolve()).catch(() => undefined).then(() => app.mount('#app'))
