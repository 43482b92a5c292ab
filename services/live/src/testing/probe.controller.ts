import { Controller, Get, Header, Headers, Post, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'

const ROWS = { rows: Array.from({ length: 200 }, (_none, index) => ({ unit: `3415${index}`, name: '金安区', score: '95.00' })) }

/** Routes of the kinds that Tierline has, to see what compression makes of them. */
@Controller('v1/probe')
export class ProbeController {
  @Get('board')
  @Header('etag', 'W/"7-abc"')
  board(@Headers('if-none-match') sent: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): object | undefined {
    if (sent !== 'W/"7-abc"') return ROWS
    reply.code(304)
    return undefined
  }

  @Get('small')
  small(): object {
    return { ok: true }
  }

  @Post('upload')
  upload(@Headers('content-encoding') coding: string | undefined): object {
    return { coding, ...ROWS }
  }
}
