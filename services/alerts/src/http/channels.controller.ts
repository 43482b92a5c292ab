import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, UsePipes } from '@nestjs/common'
import { ChannelChange } from '@tierline/contracts/alert/channel'
import type { Channel, ChannelList, DeliveryList, TestReply } from '@tierline/contracts/alert/channel'
import { WatchRemoval } from '@tierline/contracts/alert/watch'
import type { Removed } from '@tierline/contracts/alert/watch'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Channels } from '../outbox/channels.ts'
import { WRITERS } from './writers.ts'

/** `/v1/channels`: where messages go; addresses and secrets go in and never come out. */
@Controller('v1/channels')
@UsePipes(schemaPipe())
export class ChannelsController {
  constructor(private readonly platform: Platform, private readonly channels: Channels) {}

  @Get()
  async list(): Promise<ChannelList> {
    return await this.channels.list()
  }

  @Put(':id')
  async put(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: ChannelChange }) body: ChannelChange): Promise<Channel> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    return await this.channels.put(id, body)
  }

  @Delete(':id')
  async remove(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: WatchRemoval }) { by, reason }: WatchRemoval): Promise<Removed> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    await this.channels.remove(id)
    // Channels keep no history of their own; who took one away, and why, is to be found somewhere.
    this.platform.logger.info({ channel: id, by, reason }, 'a channel was removed')
    return { removed: id }
  }

  @Post(':id/test')
  @HttpCode(200)
  async test(@Req() request: FastifyRequest, @Param('id') id: string): Promise<TestReply> {
    await requireKey(this.platform.keys, request.headers, WRITERS)
    return await this.channels.test(id)
  }

  @Get(':id/deliveries')
  async deliveries(@Param('id') id: string): Promise<DeliveryList> {
    return await this.channels.deliveries(id)
  }
}
