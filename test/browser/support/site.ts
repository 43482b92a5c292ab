import type { Browser } from 'playwright-core'
import { openApp } from '../../support/app.ts'
import type { App } from '../../support/app.ts'
import { SHIPPED_RULES } from '../../support/rules.ts'
import { CITY, fillSmallCity } from '../../support/small-city.ts'
import { startChromium } from './chromium.ts'

/** The composed app with a small city on it, and a browser to look at it. */
export interface Site {
  app: App
  browser: Browser
  close(): Promise<void>
}

/** Opens both. */
export async function openSite(): Promise<Site> {
  const app = await openApp({ rules: SHIPPED_RULES })
  await fillSmallCity(app.client)
  const browser = await startChromium()
  return { app, browser, close: async () => { await browser.close(); await app.close() } }
}

const BOARD = `/boards/${CITY.rubric}/${CITY.group}`

/** Every page that exists: its address, and what is there once it is drawn. */
export const PAGES: { name: string; path: string; drawn: string; isPhone?: boolean }[] = [
  { name: 'board', path: `${BOARD}/${CITY.period}`, drawn: 'tr[data-unit]' },
  { name: 'drawer', path: `${BOARD}/${CITY.period}?unit=341503`, drawn: '[role=dialog] table' },
  { name: 'leaf', path: `${BOARD}/${CITY.period}?unit=341503&leaf=satisfaction`, drawn: '[role=dialog] h3' },
  { name: 'unit', path: `${BOARD}/units/341503?period=${CITY.period}`, drawn: 'main h1' },
  { name: 'rubrics', path: '/rubrics', drawn: 'main li a' },
  { name: 'rubric', path: `/rubrics/${CITY.rubric}`, drawn: 'main table' },
  { name: 'rubric-phone', path: `/rubrics/${CITY.rubric}#13.1`, drawn: 'main h4', isPhone: true },
  { name: 'what-if', path: `${BOARD}/what-if?period=${CITY.period}&reading=satisfaction_partial_point:whole`, drawn: 'main tr[data-unit]' },
  { name: 'judge', path: `/judge?rubric=${CITY.rubric}&period=${CITY.period}&unit=341503&indicator=goals_sound`, drawn: 'main [data-judgement]' },
  { name: 'alerts', path: '/alerts', drawn: 'main h1' },
  { name: 'alerts-phone', path: '/alerts?state=all', drawn: 'main h1', isPhone: true },
  { name: 'watches', path: '/watches', drawn: 'main h1' },
  { name: 'watch-new', path: '/watches/_new', drawn: 'main form' },
  { name: 'channels', path: '/channels', drawn: 'main h1' },
  { name: 'channel-new', path: '/channels/_new', drawn: 'main form' },
  { name: 'quality', path: '/quality', drawn: 'main h1' },
  { name: 'snapshots', path: '/snapshots', drawn: 'main h1' },
  { name: 'snapshot-plans', path: '/snapshot-plans', drawn: 'main h1' },
  { name: 'wall', path: `${BOARD}/${CITY.period}?kiosk=1&theme=dark`, drawn: '[data-unit]' },
  { name: 'phone', path: `${BOARD}/${CITY.period}`, drawn: '[data-unit]', isPhone: true },
  { name: 'lost', path: '/no/such/page', drawn: 'main' },
]
