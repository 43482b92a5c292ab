import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UsePipes } from '@nestjs/common'
import { NewSilence, SilenceEnd } from '@tierline/contracts/alert/alert'
import type { Silence, SilenceList } from '@tierline/contracts/alert/alert'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { Silences } from '../answer/silences.ts'
import { WRITERS } from './writers.ts'

const SilenceQuery = z.strictObject({ state: z.optional(z.enum(['active', 'ended', 'all'])) })
type SilenceQuery = z.infer<typeof SilenceQuery>

/** `/v1/silences`: whose messages are kept back until when, by whom and why. */
@Controller('v1/silences')
@UsePipes(schemaPipe())
export class SilencesController {
  constructor(private readonly platform: Platform, private readonly silences: Silences) {}

  @Get()
  async list(@Query({ schema: SilenceQuery }) { state }: SilenceQuery): Promise<SilenceList> {
    return await this.silences.list(state)
  }

  @Post()
  async add(@Req() request: FastifyRequest, @Body({ schema: NewSilence }) body: NewSilence): Promise<Silence> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    return await this.silences.add(body)
  }

  @Post(':id/end')
  @HttpCode(200)
  async end(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: SilenceEnd }) { by }: { by: string }): Promise<Silence> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    return await this.silences.end(id, by)
  }
}
