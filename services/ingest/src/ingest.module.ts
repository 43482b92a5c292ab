import { Module } from '@nestjs/common'
import type { DynamicModule, OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import type { FastifyInstance } from 'fastify'
import { Door } from './door/door.ts'
import { MeasuredLog } from './door/measured-log.ts'
import { openDoor, openSeal } from './door/open-door.ts'
import { EventsController } from './http/events.controller.ts'
import { OpenRequests } from './http/open-requests.ts'
import { passEventBodies } from './http/raw-body.ts'
import { Reception } from './http/reception.ts'
import { QuarantineController } from './quarantine/quarantine.controller.ts'
import { Replay } from './quarantine/replay.ts'
import { SealedExpiry } from './quarantine/sealed-expiry.ts'
import { TopicIntake } from './topic/topic-intake.ts'
import { UnitsController } from './unit/units.controller.ts'

/** The door: events in, quarantine, units and the catalogue. Needs the platform module. */
@Module({
  controllers: [EventsController, QuarantineController, UnitsController],
  providers: [
    { provide: OpenRequests, useFactory: () => new OpenRequests() },
    { provide: Door, useFactory: (platform: Platform) => openDoor(platform), inject: [Platform] },
    { provide: MeasuredLog, useFactory: ({ log, metrics }: Platform) => new MeasuredLog(log, metrics), inject: [Platform] },
    { provide: Reception, useFactory: (log: MeasuredLog, door: Door) => new Reception(log, door), inject: [MeasuredLog, Door] },
    { provide: TopicIntake, useFactory: (platform: Platform, door: Door, log: MeasuredLog) => new TopicIntake({ door, log, seal: openSeal(platform), clock: platform.clock, logger: platform.logger, metrics: platform.metrics }), inject: [Platform, Door, MeasuredLog] },
    { provide: Replay, useFactory: (platform: Platform, door: Door) => new Replay(platform.db, platform.log, door, openSeal(platform)), inject: [Platform, Door] },
    { provide: SealedExpiry, useFactory: ({ db, clock, logger }: Platform) => new SealedExpiry(db, clock, logger), inject: [Platform] },
  ],
  exports: [Door],
})
export class IngestModule implements OnModuleInit, OnModuleDestroy {
  constructor(private readonly host: HttpAdapterHost, private readonly expiry: SealedExpiry, private readonly topics: TopicIntake, private readonly platform: Platform) {}

  onModuleInit(): void {
    passEventBodies(this.host.httpAdapter.getInstance<FastifyInstance>())
    this.expiry.start()
    this.platform.inlet.open(this.topics)
  }

  onModuleDestroy(): void {
    this.expiry.stop()
  }
}

/** The door alone with its platform, for `main.ts`. */
@Module({})
export class IngestProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: IngestProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('ingest'), IngestModule] }
  }
}
