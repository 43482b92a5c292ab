import type { Provider } from '@nestjs/common'
import { Platform } from '@tierline/platform/platform'
import { Registry } from 'prom-client'
import { BoardReader } from '@tierline/boards/board/board-reader'
import { readAlertCounts } from './alert-counts.store.ts'
import { AlertPush } from './alert-push.ts'
import { BoardPush } from './board-push.ts'
import { LiveGateway } from './live.gateway.ts'
import { PushMetrics } from './push-metrics.ts'

/** The live boards and the news of alerts over socket.io, on the platform, the metrics registry and whichever BoardReader the module provides. */
export const PUSH_PROVIDERS: Provider[] = [
  { provide: PushMetrics, useFactory: (registry: Registry) => new PushMetrics(registry), inject: [Registry] },
  {
    provide: BoardPush,
    useFactory: ({ signal, logger, config, isDemo, clock }: Platform, reader: BoardReader, metrics: PushMetrics) => new BoardPush({ reader, signal, logger, metrics, build: config.build, isDemo, now: () => clock.now() }),
    inject: [Platform, BoardReader, PushMetrics],
  },
  { provide: AlertPush, useFactory: ({ db, signal, logger }: Platform) => new AlertPush({ signal, logger, read: () => readAlertCounts(db) }), inject: [Platform] },
  LiveGateway,
]
