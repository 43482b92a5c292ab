import { Readable } from 'node:stream'
import { Controller, Get, Query, Res, UsePipes } from '@nestjs/common'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import type { FastifyReply } from 'fastify'
import { AlertDesk } from '../answer/list/alert-desk.ts'
import { HistoryQuery } from '../answer/list/alert-filter.ts'

/** `GET /v1/alerts.csv`: the history of alerts as a file, however long. */
@Controller('v1/alerts.csv')
@UsePipes(schemaPipe())
export class HistoryController {
  constructor(private readonly desk: AlertDesk) {}

  @Get()
  async history(@Query({ schema: HistoryQuery }) query: HistoryQuery, @Res() reply: FastifyReply): Promise<void> {
    const text = this.desk.history(query)
    await reply.header('content-type', 'text/csv; charset=utf-8').header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="alerts.csv"; filename*=UTF-8''${encodeURIComponent('预警记录.csv')}`).send(Readable.from(text))
  }
}
