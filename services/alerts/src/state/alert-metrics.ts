import { SEVERITIES } from '@tierline/contracts/alert/watch'
import type { Severity } from '@tierline/contracts/alert/watch'
import { Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import { OPEN_STATES } from './alert.store.ts'
import type { OpenCount } from './alert.store.ts'

/** Shows how many alerts are open, by severity and state; `open` is asked when the metrics are read. Every process tells of the whole database, so they are not to be added up. */
export function measureOpenAlerts(registry: Registry, open: () => Promise<readonly OpenCount[]>): void {
  if (registry.getSingleMetric('tierline_alerts_open')) return
  new Gauge({
    name: 'tierline_alerts_open', help: 'Alerts that are open, by severity (notice, warning, critical) and state (alerting, recovering, no_data, error)', labelNames: ['severity', 'state'], registers: [registry],
    // A database that is away shows in other metrics; the last figures stand.
    async collect() { await open().then((counts) => { for (const { severity, state, n } of everyCount(counts)) this.set({ severity, state }, n) }, () => undefined) },
  })
}

/** What nobody stands in is told as 0, so that a line comes down again. */
function everyCount(counts: readonly OpenCount[]): OpenCount[] {
  const found = new Map(counts.map(({ severity, state, n }) => [`${severity} ${state}`, n]))
  return SEVERITIES.flatMap((severity: Severity) => OPEN_STATES.map((state) => ({ severity, state, n: found.get(`${severity} ${state}`) ?? 0 })))
}
