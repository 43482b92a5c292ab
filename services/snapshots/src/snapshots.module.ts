import { Module } from '@nestjs/common'
import type { DynamicModule, OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { Outbound } from '@tierline/platform/channel/outbound'
import { WallClock } from '@tierline/platform/clock'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import { DeliveryLoop } from './deliver/delivery-loop.ts'
import { SnapshotFiles } from './file/snapshot-files.ts'
import { FilesController } from './http/files.controller.ts'
import { ObjectionsController } from './http/objections.controller.ts'
import { PlansController } from './http/plans.controller.ts'
import { SnapshotsController } from './http/snapshots.controller.ts'
import { Snapshots } from './snapshots.ts'

/** Frozen boards, their life and their files. Needs the platform and the operations module. */
@Module({
  controllers: [SnapshotsController, FilesController, ObjectionsController, PlansController],
  providers: [
    { provide: Snapshots, useFactory: (platform: Platform) => new Snapshots(platform), inject: [Platform] },
    { provide: SnapshotFiles, useFactory: ({ db, config }: Platform) => new SnapshotFiles(db, config.files), inject: [Platform] },
    { provide: Outbound, useFactory: ({ config }: Platform) => new Outbound(config.messages), inject: [Platform] },
    {
      provide: DeliveryLoop,
      useFactory: (platform: Platform, files: SnapshotFiles, outbound: Outbound) => {
        const wall = new WallClock()
        return new DeliveryLoop({ platform, files, outbound, now: () => wall.now() })
      },
      inject: [Platform, SnapshotFiles, Outbound],
    },
  ],
})
export class SnapshotsModule implements OnModuleInit, OnModuleDestroy {
  constructor(private readonly snapshots: Snapshots, private readonly deliveries: DeliveryLoop, private readonly outbound: Outbound) {}

  async onModuleInit(): Promise<void> {
    await this.snapshots.start()
    this.deliveries.start()
  }

  /** The transaction at hand is finished, and the file at hand is handed out. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.snapshots.stop(), this.deliveries.stop()])
    await this.outbound.close()
  }
}

/** The snapshots service alone in a process. */
@Module({})
export class SnapshotsProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: SnapshotsProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('snapshots'), SnapshotsModule] }
  }
}
