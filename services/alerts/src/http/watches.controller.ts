import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, UsePipes } from '@nestjs/common'
import { PreviewRequest, WatchChange, WatchRemoval } from '@tierline/contracts/alert/watch'
import type { Removed, Watch, WatchList, WatchPreview } from '@tierline/contracts/alert/watch'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Previews } from '../preview/previews.ts'
import { Watches } from '../watch/watches.ts'
import { WRITERS } from './writers.ts'

/** `/v1/watches`: what is watched, each with its instances by state; what a watch would have done. */
@Controller('v1/watches')
@UsePipes(schemaPipe())
export class WatchesController {
  constructor(private readonly platform: Platform, private readonly watches: Watches, private readonly previews: Previews) {}

  @Get()
  async list(): Promise<WatchList> {
    return await this.watches.list()
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<Watch> {
    return await this.watches.read(id)
  }

  @Put(':id')
  async put(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: WatchChange }) body: WatchChange): Promise<Watch> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    return await this.watches.put(id, body)
  }

  @Delete(':id')
  async remove(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: WatchRemoval }) body: WatchRemoval): Promise<Removed> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    await this.watches.remove(id, body)
    return { removed: id }
  }

  /** Nothing is written, so it is open like all reading. */
  @Post('preview')
  @HttpCode(200)
  async preview(@Body({ schema: PreviewRequest }) body: PreviewRequest): Promise<WatchPreview> {
    return await this.previews.of(body)
  }
}
