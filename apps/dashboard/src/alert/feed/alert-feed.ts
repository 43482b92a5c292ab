import { inject, onScopeDispose, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { Alert } from '@tierline/contracts/alert/alert'
import { fetchPart } from '../../app/fetch-part.ts'
import type { LiveConnection } from '../../live/use-live-connection.ts'

/** The alerts that are open now, newest first. */
export interface OpenAlerts {
  readonly revision: number
  readonly active: number
  readonly unacknowledged: number
  readonly alerts: readonly Alert[]
}

/** What every page knows of the open alerts; `open` is null until they have been read once, `failure` is what kept the last reading from them. */
export interface AlertFeed {
  readonly open: ShallowRef<OpenAlerts | null>
  readonly failure: ShallowRef<unknown>
  /** Reads them again now, after something was done to one of them. */
  refresh(): void
}

const injectionKey: InjectionKey<AlertFeed> = Symbol('alert feed')
const AFTER_PAINT_MS = 1_500

/** The feed that the page's root keeps. */
export function useAlertFeed(): AlertFeed {
  const feed = inject(injectionKey)
  if (!feed) throw new Error('useAlertFeed: no feed was found; expected App to have called provideAlertFeed first')
  return feed
}

/** Keeps the open alerts for everything below the calling component. What reads and parses them is fetched after the first paint, so that the board does not wait for it. */
export function provideAlertFeed(live: LiveConnection): AlertFeed {
  const open = shallowRef<OpenAlerts | null>(null)
  const failure = shallowRef<unknown>(null)
  let running: { refresh(): void; stop(): void } | null = null
  let isOver = false

  const start = setTimeout(() => {
    fetchPart(() => import('./run-feed.ts')).then(({ runFeed }) => { if (!isOver) running = runFeed({ open, failure, live }) }).catch((reason: unknown) => { failure.value = reason })
  }, AFTER_PAINT_MS)
  onScopeDispose(() => {
    isOver = true
    clearTimeout(start)
    running?.stop()
  })
  const feed: AlertFeed = { open, failure, refresh: () => running?.refresh() }
  provide(injectionKey, feed)
  return feed
}
