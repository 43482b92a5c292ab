import { Body, Controller, Get, Param, Post, Req, UsePipes } from '@nestjs/common'
import type { Catalogue } from '@tierline/contracts/catalogue'
import type { ListedUnit } from '@tierline/contracts/unit'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { addAlias, NewAlias } from './new-alias.ts'

/** `/v1/units` and `/v1/catalogue`: what the door checks events against. */
@Controller('v1')
@UsePipes(schemaPipe())
export class UnitsController {
  constructor(private readonly platform: Platform) {}

  @Get('units')
  list(): ListedUnit[] {
    return this.platform.directory.list()
  }

  @Post('units/:code/aliases')
  async alias(@Req() request: FastifyRequest, @Param('code') code: string, @Body({ schema: NewAlias }) body: NewAlias): Promise<ListedUnit> {
    await requireKey(this.platform.keys, request.headers, 'admin')
    return await addAlias(this.platform, code, body)
  }

  @Get('catalogue')
  catalogue(): Catalogue {
    return this.platform.rules.catalogue
  }
}
