import { Controller, Get, Header, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Readiness } from './readiness.ts'
import type { Ready } from './readiness.ts'

/** Whether the process lives, and whether people may be sent to it. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @Header('cache-control', 'no-store')
  alive(): { alive: true } {
    return { alive: true }
  }

  @Get('readyz')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Ready> {
    const found = await this.readiness.ask()
    reply.code(found.ready ? 200 : 503)
    return found
  }
}
