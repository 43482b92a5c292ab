import { Controller, Get } from '@nestjs/common'
import type { Reconciliation } from '@tierline/contracts/quality'
import { Platform } from '@tierline/platform/platform'
import { reconcile } from './reconcile.ts'

/** `GET /v1/reconciliation`: what became of every accepted event. */
@Controller('v1/reconciliation')
export class ReconciliationController {
  constructor(private readonly platform: Platform) {}

  @Get()
  async read(): Promise<Reconciliation> {
    return await reconcile(this.platform.db, this.platform.log)
  }
}
