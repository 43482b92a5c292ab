import { Body, Controller, Get, Post, Query, Req, UsePipes } from '@nestjs/common'
import type { Judgement, JudgementReply } from '@tierline/contracts/judgement'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Entries } from '../entry/entries.ts'
import { listJudgements } from '../entry/entry.store.ts'
import { JudgementQuery, unitNumber } from './entry-query.ts'

/** `/v1/judgements`: points and facts entered by a named person, with reason and evidence; undone only by a counter-entry. */
@Controller('v1/judgements')
@UsePipes(schemaPipe())
export class JudgementsController {
  constructor(private readonly platform: Platform, private readonly entries: Entries) {}

  @Get()
  async list(@Query({ schema: JudgementQuery }) query: JudgementQuery): Promise<Judgement[]> {
    const { rubric = null, period = null, unit, indicator = null, kind = null, by = null } = query
    return await listJudgements(this.platform.db, { rubric, period, unit: unitNumber(this.platform.directory, unit), indicator, kind, by })
  }

  @Post()
  async enter(@Req() request: FastifyRequest, @Body() body: unknown): Promise<JudgementReply> {
    const key = await requireKey(this.platform.keys, request.headers, ['judge', 'claim'])
    return await this.entries.judge(body, key)
  }
}
