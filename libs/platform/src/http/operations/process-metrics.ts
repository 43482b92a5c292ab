import { collectDefaultMetrics, Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import type { Platform } from '../../platform.ts'
import { ping } from './ping.store.ts'

/** Adds what every process shows of itself to the platform's registry, and gives the registry. */
export function registerProcessMetrics({ metrics, config, db }: Platform, process: string): Registry {
  const registers = [metrics]
  collectDefaultMetrics({ register: metrics })
  new Gauge({ name: 'tierline_build_info', help: 'Always 1; its labels say which build this is and which process', labelNames: ['build', 'process'], registers }).set({ build: config.build, process }, 1)
  new Gauge({
    name: 'tierline_database_up', help: '1 while the database answers this process', registers,
    async collect() {
      this.set(await ping(db).then(() => 1, () => 0))
    },
  })
  return metrics
}
