import type { Platform } from '../../platform.ts'
import { ping } from './ping.store.ts'
import type { Finding, ReadinessCheck } from './readiness.ts'

/** What every process depends on: the database answers, the event log is connected; signals may be away, for who listens also polls. */
export function platformChecks({ db, log, signal }: Platform): ReadinessCheck[] {
  return [
    { name: 'the database', ask: async () => { await ping(db); return {} } },
    { name: 'the event log', ask: () => waiting(log.waitsFor()) },
    { name: 'signal', ask: () => (signal.isUp() ? {} : { degraded: 'signal' }) },
  ]
}

const waiting = (waitsFor: string | null): Finding => (waitsFor === null ? {} : { waitsFor })
