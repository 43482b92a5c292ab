import { Module } from '@nestjs/common'
import type { DynamicModule, OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import { ReconciliationController } from './reconciliation/reconciliation.controller.ts'
import { Rollup } from './rollup.ts'

/** Events from the log into roll-ups, the clock, the back-fill, and the reconciliation. Needs the platform module. */
@Module({
  controllers: [ReconciliationController],
  providers: [{ provide: Rollup, useFactory: (platform: Platform) => new Rollup(platform), inject: [Platform] }],
  exports: [Rollup],
})
export class RollupModule implements OnModuleInit, OnModuleDestroy {
  constructor(private readonly rollup: Rollup) {}

  async onModuleInit(): Promise<void> {
    await this.rollup.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.rollup.stop()
  }
}

/** The roll-up alone in a process. */
@Module({})
export class RollupProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: RollupProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('rollup'), RollupModule] }
  }
}
