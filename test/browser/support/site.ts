import type { Browser } from 'playwright-core'
import { openApp } from '../../support/app.ts'
import type { App } from '../../support/app.ts'
import { SHIPPED_RULES } from '../../support/rules.ts'
import { CITY, fillSmallCity, scans } from '../../support/small-city.ts'
import { Bureau } from './bureau.ts'
import { startChromium } from './chromium.ts'

/** The composed app with a small city on it that is watched and was frozen, and a browser to look at it. */
export interface Site {
  app: App
  browser: Browser
  close(): Promise<void>
}

/** Opens both. */
export async function openSite(): Promise<Site> {
  const app = await openApp({ rules: SHIPPED_RULES })
  try {
    await fillSmallCity(app.client)
    await openBureau(app)
  } catch (error) {
    // Nobody else knows of it yet.
    await app.close()
    throw error
  }
  const browser = await startChromium()
  return { app, browser, close: async () => { await browser.close(); await app.close() } }
}

/** An issued snapshot, its revision that is being disputed, and an alert that stands, by the numbers that the pages' addresses have. */
const STANDING = { issued: 1, revision: 2, alert: 1 }

async function openBureau({ client }: App): Promise<void> {
  const bureau = new Bureau(client)
  const alerts = await bureau.watch()
  await bureau.plan()
  const { id: issued } = await bureau.freeze()
  await bureau.move(issued, 'checking', 'objections')
  await bureau.accept(await bureau.object(issued))
  await bureau.move(issued, 'final', 'issued')
  await client.events([scans('341525', 900, 'late')])
  const { id: revision } = await bureau.revise(issued)
  await bureau.move(revision, 'checking', 'objections')
  await bureau.object(revision)
  const alert = Math.min(...alerts.map(({ id }) => id))
  const found = { issued, revision, alert }
  if (JSON.stringify(found) !== JSON.stringify(STANDING)) throw new Error(`The pages are looked at under ${JSON.stringify(STANDING)}, but the site has ${JSON.stringify(found)}`)
}

const ISSUED = `/snapshots/${STANDING.issued}`
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
  { name: 'alerts', path: '/alerts', drawn: 'main [data-alert]' },
  { name: 'alerts-phone', path: '/alerts?state=all', drawn: 'main [data-alert]', isPhone: true },
  { name: 'alert', path: `/alerts/${STANDING.alert}`, drawn: 'main [data-alert]' },
  { name: 'alert-phone', path: `/alerts/${STANDING.alert}`, drawn: 'main [data-alert]', isPhone: true },
  { name: 'watches', path: '/watches', drawn: 'main tbody tr' },
  { name: 'watch', path: '/watches/on-time', drawn: 'main form' },
  { name: 'watch-new', path: '/watches/_new', drawn: 'main form' },
  { name: 'channels', path: '/channels', drawn: 'main tbody tr' },
  { name: 'channel', path: '/channels/on-duty', drawn: 'main form' },
  { name: 'channel-new', path: '/channels/_new', drawn: 'main form' },
  { name: 'quality', path: '/quality', drawn: 'main h1' },
  { name: 'snapshots', path: '/snapshots', drawn: 'main [data-snapshot]' },
  { name: 'snapshot', path: ISSUED, drawn: 'main tr[data-unit]' },
  { name: 'snapshot-phone', path: ISSUED, drawn: 'main [data-unit]', isPhone: true },
  { name: 'snapshot-disputed', path: `/snapshots/${STANDING.revision}`, drawn: 'main tr[data-unit]' },
  { name: 'snapshot-drawer', path: `${ISSUED}?unit=341503`, drawn: '[role=dialog] table' },
  { name: 'snapshot-leaf', path: `${ISSUED}?unit=341503&leaf=satisfaction`, drawn: '[role=dialog] h3' },
  { name: 'snapshot-bulletin', path: `${ISSUED}?preview=docx`, drawn: '#preview article' },
  { name: 'snapshot-sheet', path: `${ISSUED}?preview=xlsx`, drawn: '#preview table' },
  { name: 'difference', path: `${ISSUED}/difference?with=${STANDING.revision}`, drawn: 'main tbody[data-unit]' },
  { name: 'difference-phone', path: `${ISSUED}/difference?with=${STANDING.revision}`, drawn: 'main tbody[data-unit]', isPhone: true },
  { name: 'snapshot-plans', path: '/snapshot-plans', drawn: 'main [data-plan]' },
  { name: 'wall', path: `${BOARD}/${CITY.period}?kiosk=1&theme=dark`, drawn: '[data-unit]' },
  { name: 'phone', path: `${BOARD}/${CITY.period}`, drawn: '[data-unit]', isPhone: true },
  { name: 'lost', path: '/no/such/page', drawn: 'main' },
]
