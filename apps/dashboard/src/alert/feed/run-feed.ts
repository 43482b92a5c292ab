import type { ShallowRef } from 'vue'
import { AlertList, AlertsMoved, type Alert } from '@tierline/contracts/alert/alert'
import { request } from '../../api/http.ts'
import type { LiveConnection } from '../../live/use-live-connection.ts'
import type { OpenAlerts } from './alert-feed.ts'
import { openPath } from '../view/alert-query.ts'

const POLL_MS = 30_000
const CALM_MS = 400
/** Screens that hear the same hint do not all ask in the same moment. */
const JITTER_MS = 1_200
/** Alerts of one request; the server allows 500. */
const FEED_ALERTS = 300
const MOST_PAGES = 5

/** Reads the open alerts at once, when the server hints that one has moved, and every thirty seconds; where nothing has moved since, only the count is read. */
export function runFeed({ open, failure, live }: { open: ShallowRef<OpenAlerts | null>; failure: ShallowRef<unknown>; live: LiveConnection }) {
  let running: AbortController | null = null
  let later: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    clearTimeout(later)
    later = undefined
    running?.abort()
    const mine = (running = new AbortController())
    try {
      const next = await readOpen(open.value, mine.signal)
      if (mine.signal.aborted) return
      if (next !== open.value) open.value = next
      failure.value = null
    } catch (reason) {
      if (!mine.signal.aborted) failure.value = reason
    }
  }
  const hint = () => { later ??= setTimeout(() => void read(), CALM_MS + Math.random() * JITTER_MS) }
  const stopHearing = live.hear('alerts', (message) => {
    const moved = AlertsMoved.safeParse(message)
    if (moved.success && moved.data.revision !== open.value?.revision) hint()
  })
  const timer = setInterval(hint, POLL_MS)
  void read()
  return {
    refresh: () => void read(),
    stop() {
      clearTimeout(later)
      clearInterval(timer)
      stopHearing()
      running?.abort()
    },
  }
}

async function readOpen(known: OpenAlerts | null, signal: AbortSignal): Promise<OpenAlerts> {
  if (known) {
    const { revision } = await request(AlertList, openPath({ limit: 1 }), { signal })
    if (revision === known.revision) return known
  }
  const first = await request(AlertList, openPath({ limit: FEED_ALERTS }), { signal })
  const alerts: Alert[] = [...first.alerts]
  let next = first.next
  for (let page = 1; next !== null && page < MOST_PAGES; page += 1) {
    const more = await request(AlertList, openPath({ limit: FEED_ALERTS, before: next }), { signal })
    alerts.push(...more.alerts)
    next = more.next
  }
  return { revision: first.revision, active: first.active, unacknowledged: first.unacknowledged, alerts }
}
