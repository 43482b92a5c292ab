import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UsePipes } from '@nestjs/common'
import { Acknowledgement, AlertNote } from '@tierline/contracts/alert/alert'
import type { AlertDetail, AlertList } from '@tierline/contracts/alert/alert'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Answers } from '../answer/answers.ts'
import { AlertDesk } from '../answer/list/alert-desk.ts'
import { AlertQuery } from '../answer/list/alert-filter.ts'
import { WRITERS } from './writers.ts'

/** `/v1/alerts`: who fell, when and why; acknowledgements and notes. */
@Controller('v1/alerts')
@UsePipes(schemaPipe())
export class AlertsController {
  constructor(private readonly platform: Platform, private readonly desk: AlertDesk, private readonly answers: Answers) {}

  @Get()
  async list(@Query({ schema: AlertQuery }) query: AlertQuery): Promise<AlertList> {
    return await this.desk.list(query)
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<AlertDetail> {
    return await this.desk.read(id)
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  async acknowledge(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: Acknowledgement }) body: Acknowledgement): Promise<AlertDetail> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    await this.answers.acknowledge(id, body)
    return await this.desk.read(id)
  }

  @Post(':id/notes')
  async note(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: AlertNote }) body: AlertNote): Promise<AlertDetail> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    await this.answers.note(id, body)
    return await this.desk.read(id)
  }
}
