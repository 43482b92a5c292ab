import { Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common'
import type { IngestReply } from '@tierline/contracts/ingest'
import { ProblemError } from '@tierline/platform/http/problem'
import { requireKey } from '@tierline/platform/http/require-key'
import type { Lane } from '@tierline/platform/log/event-log'
import { Platform } from '@tierline/platform/platform'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OpenRequests } from './open-requests.ts'
import { sentContentType } from './raw-body.ts'
import { Reception } from './reception.ts'

/** `POST /v1/events`: the door. */
@Controller('v1/events')
export class EventsController {
  constructor(private readonly reception: Reception, private readonly platform: Platform, private readonly open: OpenRequests) {}

  /** 200 with the outcome of every event; 400 with the same body when not one could be read as an event. `?lane=backfill` is for imports: they go beside live events and never delay them. */
  @Post()
  @HttpCode(200)
  async take(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('lane') sentLane: unknown): Promise<IngestReply> {
    const key = await requireKey(this.platform.keys, request.headers, 'ingest')
    const taken = await this.open.during(key.name, () => this.reception.receive(request.raw, { contentType: sentContentType(request), permits: key, lane: laneOf(sentLane) }))
    if (taken.accepted === 0 && taken.rejected.length > 0) reply.code(400)
    return taken
  }
}

function laneOf(sent: unknown): Lane {
  if (sent === undefined || sent === 'live') return 'live'
  if (sent === 'backfill') return 'backfill'
  const found = typeof sent === 'string' ? `"${sent.slice(0, 40)}"` : 'several'
  throw new ProblemError(400, 'bad_request', { title: 'No such lane', detail: `lane: found ${found}, expected live or backfill. Leave it out for live events; say backfill for imports.` })
}
