import { Module } from '@nestjs/common'
import type { DynamicModule } from '@nestjs/common'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import type { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'

/** Watches, alerts and their messages. Needs the platform and the operations module. */
@Module({})
export class AlertsModule {}

/** The alerts service alone in a process. */
@Module({})
export class AlertsProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: AlertsProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('alerts'), AlertsModule] }
  }
}
