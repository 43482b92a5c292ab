import type { Provider } from '@nestjs/common'
import { Platform } from '@tierline/platform/platform'
import { readRevisions } from '@tierline/platform/signal/revision.store'
import { Registry } from 'prom-client'
import { BoardReader } from '@tierline/boards/board/board-reader'
import { readAlertCounts } from './alert-counts.store.ts'
import { BoardPush } from './board-push.ts'
import { LiveGateway } from './live.gateway.ts'
import { AlertPush, SnapshotPush } from './news-push.ts'
import { PushMetrics } from './push-metrics.ts'

/** The live boards and the news of alerts and snapshots over socket.io, on the platform, the metrics registry and whichever BoardReader the module provides. */
export const PUSH_PROVIDERS: Provider[] = [
  { provide: PushMetrics, useFactory: (registry: Registry) => new PushMetrics(registry), inject: [Registry] },
  {
    provide: BoardPush,
    useFactory: ({ signal, logger, config, isDemo, clock }: Platform, reader: BoardReader, metrics: PushMetrics) => new BoardPush({ reader, signal, logger, metrics, build: config.build, isDemo, now: () => clock.now() }),
    inject: [Platform, BoardReader, PushMetrics],
  },
  { provide: AlertPush, useFactory: ({ db, signal, logger }: Platform) => new AlertPush({ topic: 'alert', signal, logger, read: () => readAlertCounts(db) }), inject: [Platform] },
  { provide: SnapshotPush, useFactory: ({ db, signal, logger }: Platform) => new SnapshotPush({ topic: 'snapshot', signal, logger, read: async () => ({ revision: Number((await readRevisions(db)).get('snapshot')) }) }), inject: [Platform] },
  LiveGateway,
]
