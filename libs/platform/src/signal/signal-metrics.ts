import { Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import type { Signal } from './signal.ts'

/** Shows whether signals get through; asked when the metrics are read. */
export function measureSignal(registry: Registry, signal: Signal): void {
  new Gauge({
    name: 'tierline_signal_up', help: '1 while hints between processes get through; at 0 changes are found by polling, once a second', registers: [registry],
    collect() { this.set(signal.isUp() ? 1 : 0) },
  })
}
