import { Module } from '@nestjs/common'
import type { DynamicModule } from '@nestjs/common'
import { AlertsModule } from '@tierline/alerts/alerts.module'
import { IngestModule } from '@tierline/ingest/ingest.module'
import { LiveModule } from '@tierline/live/live.module'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import type { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import { RollupModule } from '@tierline/rollup/rollup.module'
import { ScoringModule } from '@tierline/scoring-service/scoring.module'
import { SnapshotsModule } from '@tierline/snapshots/snapshots.module'

/** Every service in one process, over one opened platform. */
@Module({})
export class AllInOneModule {
  static of(platform: Platform): DynamicModule {
    return {
      module: AllInOneModule,
      imports: [PlatformModule.of(platform), OperationsModule.of('all-in-one'), IngestModule, RollupModule, ScoringModule, LiveModule, AlertsModule, SnapshotsModule],
    }
  }
}
