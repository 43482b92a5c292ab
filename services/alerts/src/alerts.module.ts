import { Module } from '@nestjs/common'
import type { DynamicModule, OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import { Outbound } from '@tierline/platform/channel/outbound'
import { WallClock } from '@tierline/platform/clock'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import { readCalendars } from '@tierline/scoring'
import { Answers } from './answer/answers.ts'
import { Escalation } from './answer/escalation.ts'
import { EscalationLoop } from './answer/escalation-loop.ts'
import { AlertDesk } from './answer/list/alert-desk.ts'
import { Silences } from './answer/silences.ts'
import { WatchLoop } from './evaluate/watch-loop.ts'
import { AlertsController } from './http/alerts.controller.ts'
import { ChannelsController } from './http/channels.controller.ts'
import { HistoryController } from './http/history.controller.ts'
import { SilencesController } from './http/silences.controller.ts'
import { WatchesController } from './http/watches.controller.ts'
import { Channels } from './outbox/channels.ts'
import { OutboxLoop } from './outbox/outbox-loop.ts'
import { Previews } from './preview/previews.ts'
import { measureOpenAlerts } from './state/alert-metrics.ts'
import { countOpen } from './state/alert.store.ts'
import { Watches } from './watch/watches.ts'

/** Watches, alerts and their messages. Needs the platform and the operations module. */
@Module({
  controllers: [AlertsController, HistoryController, SilencesController, WatchesController, ChannelsController],
  providers: [
    { provide: StoredRubrics, useFactory: ({ db }: Platform) => new StoredRubrics(db), inject: [Platform] },
    { provide: Watches, useFactory: (platform: Platform, rubrics: StoredRubrics) => new Watches(platform, rubrics), inject: [Platform, StoredRubrics] },
    { provide: Previews, useFactory: (platform: Platform, rubrics: StoredRubrics, watches: Watches) => new Previews(platform, rubrics, watches), inject: [Platform, StoredRubrics, Watches] },
    { provide: WatchLoop, useFactory: (platform: Platform, rubrics: StoredRubrics) => new WatchLoop(platform, rubrics), inject: [Platform, StoredRubrics] },
    { provide: AlertDesk, useFactory: (platform: Platform) => new AlertDesk(platform), inject: [Platform] },
    { provide: Answers, useFactory: (platform: Platform) => new Answers(platform), inject: [Platform] },
    { provide: Silences, useFactory: (platform: Platform) => new Silences(platform), inject: [Platform] },
    {
      provide: EscalationLoop,
      useFactory: ({ db, signal, rules, logger }: Platform) => new EscalationLoop(new Escalation({ db, signal, calendar: readCalendars(rules.calendars), wall: new WallClock() }), logger),
      inject: [Platform],
    },
    { provide: Outbound, useFactory: ({ config }: Platform) => new Outbound(config.messages), inject: [Platform] },
    { provide: Channels, useFactory: (platform: Platform, outbound: Outbound) => new Channels(platform, outbound), inject: [Platform, Outbound] },
    { provide: OutboxLoop, useFactory: (platform: Platform, outbound: Outbound) => new OutboxLoop(platform, outbound), inject: [Platform, Outbound] },
  ],
})
export class AlertsModule implements OnModuleInit, OnModuleDestroy {
  constructor(private readonly platform: Platform, private readonly watches: Watches, private readonly watchLoop: WatchLoop, private readonly escalation: EscalationLoop, private readonly outbox: OutboxLoop, private readonly outbound: Outbound) {}

  async onModuleInit(): Promise<void> {
    const { db, metrics } = this.platform
    measureOpenAlerts(metrics, () => countOpen(db))
    await this.watches.load()
    for (const loop of [this.watchLoop, this.escalation, this.outbox]) loop.start()
  }

  /** Each finishes the transaction at hand, and the call at hand has its answer recorded. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.watchLoop, this.escalation, this.outbox].map((loop) => loop.stop()))
    await this.outbound.close()
  }
}

/** The alerts service alone in a process. */
@Module({})
export class AlertsProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: AlertsProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('alerts'), AlertsModule] }
  }
}
