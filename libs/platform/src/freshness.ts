import { Histogram } from 'prom-client'
import type { Registry } from 'prom-client'

const NAME = 'tierline_freshness_seconds'
/** Where an event is on its way to the screen. */
export type FreshnessStage = 'stored' | 'scored' | 'pushed'

/** From the arrival of the newest event at the door to the stages of its way; one histogram, however many services share the registry. */
export function freshnessOf(registry: Registry): Histogram<'stage'> {
  const known = registry.getSingleMetric(NAME)
  if (known instanceof Histogram) return known as Histogram<'stage'>
  return new Histogram({
    name: NAME, help: 'From the arrival of the newest event in it until it was stored, scored, pushed', labelNames: ['stage'], registers: [registry],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 10, 60, 600],
  })
}
