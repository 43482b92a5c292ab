import { startChromium, mapped, openPage } from '../../browser/support/chromium.ts'
import { BoardDelta, LIVE_NAMESPACE } from '@tierline/contracts/live'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { UNITS, scanAt } from '../events.ts'
import { settle, startProgram } from '../program.ts'
import type { Program } from '../program.ts'
import { against, percentile, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'

const KEY = { rubric: 'liuan-2021', group: 'liuan-counties', period: '2021' }
const START = Date.parse('2021-05-01T00:00:00+08:00')
const PER_REQUEST = 50
const EVERY_MS = 50
const SECONDS = 20
const PIXELS = 25

/** From sending an event to the delta that holds it at a socket, under a thousand events a second; and to the pixel on an idle board. */
export const live: Section = {
  title: 'Live: from the event to the screen',
  async run() {
    const program = await startProgram()
    try {
      await program.client.events(UNITS.map((unit) => scanAt(unit, `first-${unit}`, START - 60_000)))
      await settle(program)
      const delays = await underLoad(program)
      await settle(program)
      return [
        told('events sent', `${Math.round((1000 / EVERY_MS) * PER_REQUEST)} /s for ${SECONDS} s`, `${delays.length.toLocaleString('en')} events followed to their delta`),
        against('event → delta at the socket, p50', percentile(delays, 0.5), { most: 200, aim: 100, unit: ' ms', note: 'a board moves at most four times a second' }),
        against('event → delta at the socket, p99', percentile(delays, 0.99), { most: 400, aim: 200, unit: ' ms' }),
        ...(await pixels(program)),
      ]
    } finally {
      await program.close()
    }
  },
}

/** The newest event time on a unit's row says which of its events a delta holds: times rise with every event sent. */
async function underLoad({ client, app }: Program): Promise<number[]> {
  const pending = new Map<string, { time: number; sentAt: number }[]>(UNITS.map((unit) => [unit, []]))
  const delays: number[] = []
  const socket = await joined(app.url)
  socket.on('delta', (message: unknown) => {
    const now = performance.now()
    for (const row of BoardDelta.parse(message).changes) {
      const newest = Date.parse(row.lastEventAt ?? '')
      const waiting = pending.get(row.unit) ?? []
      while (waiting[0] && waiting[0].time <= newest) delays.push(now - (waiting.shift()?.sentAt ?? now))
    }
  })
  const replies: Promise<unknown>[] = []
  const started = performance.now()
  for (let request = 0; request * EVERY_MS < SECONDS * 1000; request += 1) {
    const sentAt = performance.now()
    const events = Array.from({ length: PER_REQUEST }, (_, i) => {
      const n = request * PER_REQUEST + i
      const unit = UNITS[n % UNITS.length] ?? ''
      pending.get(unit)?.push({ time: START + n * 1000, sentAt })
      return scanAt(unit, `load-${n}`, START + n * 1000)
    })
    replies.push(client.events(events))
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, started + (request + 1) * EVERY_MS - performance.now())))
  }
  await Promise.all(replies)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  socket.disconnect()
  return delays
}

async function joined(url: string): Promise<Socket> {
  const socket = io(url + LIVE_NAMESPACE, { transports: ['websocket'], reconnection: false })
  await new Promise<void>((resolve, reject) => { socket.once('connect', resolve); socket.once('connect_error', reject) })
  await socket.emitWithAck('join', KEY)
  return socket
}

/** One event at a time on an idle board: until the frame after the row's text has changed. */
async function pixels({ client, app }: Program): Promise<Figure[]> {
  if (!process.env.CHROMIUM_PATH) return [told('event → pixel', 'no browser here')]
  const browser = await startChromium()
  const figures: Figure[] = []
  for (const [name, calm, most] of [['idle board, every delta painted: event → pixel, p99', '0', 250], ['calm mode (one update a second): event → pixel, p99', '1', 1_500]] as const) {
    const opened = await openPage(browser, mapped(app.url, `/boards/${KEY.rubric}/${KEY.group}/${KEY.period}?calm=${calm}`))
    await opened.page.waitForSelector('tr[data-unit]')
    await opened.page.waitForTimeout(1_500)
    const delays: number[] = []
    for (let i = 0; i < PIXELS; i += 1) {
      const unit = UNITS[i % UNITS.length] ?? ''
      const painted = opened.page.evaluate((row) => new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => { observer.disconnect(); requestAnimationFrame(() => resolve(Date.now())) })
        const found = document.querySelector(`tr[data-unit="${row}"]`)
        if (found) observer.observe(found, { childList: true, characterData: true, subtree: true, attributes: true })
      }), unit)
      await opened.page.waitForTimeout(250 + ((i * 137) % 900))
      const sentAt = Date.now()
      await client.events([scanAt(unit, `pixel-${calm}-${i}`, START + 200 * 86_400_000 + Number(calm) * 86_400_000 + i * 60_000)])
      const at = await Promise.race([painted, new Promise<null>((resolve) => setTimeout(() => resolve(null), 5_000))])
      if (at !== null && at >= sentAt) delays.push(at - sentAt)
    }
    await opened.close()
    figures.push(against(name, percentile(delays, 0.99), { most, unit: ' ms', note: `${delays.length} of ${PIXELS} events; p50 ${Math.round(percentile(delays, 0.5))} ms` }))
  }
  await browser.close()
  return figures
}
