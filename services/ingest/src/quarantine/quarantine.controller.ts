import { Body, Controller, Get, HttpCode, Post, Query, Req, UsePipes } from '@nestjs/common'
import { ReplayRequest } from '@tierline/contracts/quality'
import type { QuarantineList, ReplayReply } from '@tierline/contracts/quality'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { listQuarantine, QuarantineQuery } from './quarantine-list.ts'
import { Replay } from './replay.ts'

/** `/v1/quarantine`: what was set aside, and trying it again. */
@Controller('v1/quarantine')
@UsePipes(schemaPipe())
export class QuarantineController {
  constructor(private readonly platform: Platform, private readonly replay: Replay) {}

  @Get()
  async list(@Query({ schema: QuarantineQuery }) query: QuarantineQuery): Promise<QuarantineList> {
    return await listQuarantine(this.platform.db, query)
  }

  @Post('replay')
  @HttpCode(200)
  async tryAgain(@Req() request: FastifyRequest, @Body({ schema: ReplayRequest }) wanted: ReplayRequest): Promise<ReplayReply> {
    const key = await requireKey(this.platform.keys, request.headers, 'admin')
    return await this.replay.run(wanted, key)
  }
}
