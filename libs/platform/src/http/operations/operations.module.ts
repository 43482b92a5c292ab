import { Module } from '@nestjs/common'
import type { DynamicModule, OnModuleDestroy } from '@nestjs/common'
import { Registry } from 'prom-client'
import { Platform } from '../../platform.ts'
import { HealthController } from './health.controller.ts'
import { MetricsController } from './metrics.controller.ts'
import { registerProcessMetrics } from './process-metrics.ts'
import { platformChecks } from './platform-checks.ts'
import { Readiness } from './readiness.ts'
import type { ReadinessCheck } from './readiness.ts'

/** What every process shows of itself: /healthz, /readyz, /metrics. Any service may inject the readiness, to add what it waits for, and the registry. Needs the platform module. */
@Module({})
export class OperationsModule implements OnModuleDestroy {
  constructor(private readonly readiness: Readiness) {}

  /** `process` names it in metrics and answers; the checks are those of a whole platform unless told. */
  static of(process: string, checksOf: (platform: Platform) => ReadinessCheck[] = platformChecks): DynamicModule {
    return {
      module: OperationsModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Registry, useFactory: (platform: Platform) => registerProcessMetrics(platform, process), inject: [Platform] },
        { provide: Readiness, useFactory: (platform: Platform) => new Readiness({ platform, process, checks: checksOf(platform) }), inject: [Platform] },
      ],
      exports: [Registry, Readiness],
    }
  }

  onModuleDestroy(): void {
    this.readiness.end()
  }
}
