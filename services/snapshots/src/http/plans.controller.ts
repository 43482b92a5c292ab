import { Body, Controller, Delete, Get, Param, Put, Req, UsePipes } from '@nestjs/common'
import { SnapshotPlanChange, SnapshotPlanRemoval } from '@tierline/contracts/snapshot/plan'
import type { RemovedPlan, SnapshotPlan } from '@tierline/contracts/snapshot/plan'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Snapshots } from '../snapshots.ts'
import { ISSUERS } from './requests.ts'

/** `/v1/snapshot-plans`: which boards are frozen when, by which steps, and who gets the files. */
@Controller('v1/snapshot-plans')
@UsePipes(schemaPipe())
export class PlansController {
  constructor(private readonly platform: Platform, private readonly snapshots: Snapshots) {}

  @Get()
  async list(): Promise<{ plans: SnapshotPlan[] }> {
    return { plans: await this.snapshots.plans.list() }
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<SnapshotPlan> {
    return await this.snapshots.plans.read(id)
  }

  @Put(':id')
  async put(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: SnapshotPlanChange }) body: SnapshotPlanChange): Promise<SnapshotPlan> {
    await requireKey(this.platform.keys, request.headers, ISSUERS)
    return await this.snapshots.plans.put(id, body)
  }

  @Delete(':id')
  async remove(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: SnapshotPlanRemoval }) body: SnapshotPlanRemoval): Promise<RemovedPlan> {
    await requireKey(this.platform.keys, request.headers, ISSUERS)
    await this.snapshots.plans.remove(id, body)
    return { removed: id }
  }
}
