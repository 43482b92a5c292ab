import { Body, Controller, HttpCode, Param, Post, Req, UsePipes } from '@nestjs/common'
import { NewObjection, ObjectionDecision, ObjectionWithdrawal } from '@tierline/contracts/snapshot/snapshot'
import type { Objection } from '@tierline/contracts/snapshot/snapshot'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Snapshots } from '../snapshots.ts'
import { DECIDERS, numberOf, OBJECTORS } from './requests.ts'

/** Objections against snapshots: units enter and withdraw them, the bureau decides. */
@Controller('v1')
@UsePipes(schemaPipe())
export class ObjectionsController {
  constructor(private readonly platform: Platform, private readonly snapshots: Snapshots) {}

  @Post('snapshots/:id/objections')
  async enter(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: NewObjection }) body: NewObjection): Promise<Objection> {
    const key = await requireKey(this.platform.keys, request.headers, OBJECTORS)
    return await this.snapshots.objections.enter(numberOf('snapshot', id), body, key)
  }

  @Post('objections/:id/decide')
  @HttpCode(200)
  async decide(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: ObjectionDecision }) body: ObjectionDecision): Promise<Objection> {
    await requireKey(this.platform.keys, request.headers, DECIDERS)
    return await this.snapshots.objections.decide(numberOf('objection', id), body)
  }

  @Post('objections/:id/withdraw')
  @HttpCode(200)
  async withdraw(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: ObjectionWithdrawal }) body: ObjectionWithdrawal): Promise<Objection> {
    const key = await requireKey(this.platform.keys, request.headers, OBJECTORS)
    return await this.snapshots.objections.withdraw(numberOf('objection', id), body, key)
  }
}
