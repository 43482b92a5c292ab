import { Controller, Get, Header } from '@nestjs/common'
import { Registry } from 'prom-client'

/** What Prometheus reads. */
@Controller()
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get('metrics')
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Header('cache-control', 'no-store')
  async metrics(): Promise<string> {
    return await this.registry.metrics()
  }
}
