import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common'
import type { IngestReply } from '@tierline/contracts/ingest'
import { requireKey } from '@tierline/platform/http/require-key'
import { Platform } from '@tierline/platform/platform'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OpenRequests } from './open-requests.ts'
import { sentContentType } from './raw-body.ts'
import { Reception } from './reception.ts'

/** `POST /v1/events`: the door. */
@Controller('v1/events')
export class EventsController {
  constructor(private readonly reception: Reception, private readonly platform: Platform, private readonly open: OpenRequests) {}

  /** 200 with the outcome of every event; 400 with the same body when not one could be read as an event. */
  @Post()
  @HttpCode(200)
  async take(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IngestReply> {
    const key = await requireKey(this.platform.keys, request.headers, 'ingest')
    const taken = await this.open.during(key.name, () => this.reception.receive(request.raw, sentContentType(request), key))
    if (taken.accepted === 0 && taken.rejected.length > 0) reply.code(400)
    return taken
  }
}
