import { Module } from '@nestjs/common'
import type { DynamicModule } from '@nestjs/common'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import type { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'

/** Frozen boards, their life and their files. Needs the platform and the operations module. */
@Module({})
export class SnapshotsModule {}

/** The snapshots service alone in a process. */
@Module({})
export class SnapshotsProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: SnapshotsProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('snapshots'), SnapshotsModule] }
  }
}
