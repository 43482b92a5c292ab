import { Body, Controller, Get, Post, Query, Req, UsePipes } from '@nestjs/common'
import type { Attribute, AttributeReply } from '@tierline/contracts/judgement'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Entries } from '../entry/entries.ts'
import { listAttributes } from '../entry/entry.store.ts'
import { AttributeQuery, unitNumber } from './entry-query.ts'

/** `/v1/attributes`: numbers about units, dated and cited; as JSON or CSV. */
@Controller('v1/attributes')
@UsePipes(schemaPipe())
export class AttributesController {
  constructor(private readonly platform: Platform, private readonly entries: Entries) {}

  @Get()
  async list(@Query({ schema: AttributeQuery }) query: AttributeQuery): Promise<Attribute[]> {
    return await listAttributes(this.platform.db, { unit: unitNumber(this.platform.directory, query.unit), name: query.name ?? null })
  }

  @Post()
  async enter(@Req() request: FastifyRequest, @Body() body: unknown): Promise<AttributeReply> {
    const key = await requireKey(this.platform.keys, request.headers, 'judge')
    return await this.entries.attribute(body, key)
  }
}
