import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UsePipes } from '@nestjs/common'
import type { FrozenExplanation } from '@tierline/contracts/snapshot/content'
import { NewRevision, NewSnapshot, SnapshotMove } from '@tierline/contracts/snapshot/snapshot'
import type { Snapshot, SnapshotDetail, SnapshotDifference, SnapshotList, SnapshotRows, SnapshotVerification } from '@tierline/contracts/snapshot/snapshot'
import { requireKey } from '@tierline/platform/http/require-key'
import { schemaPipe } from '@tierline/platform/http/schema-pipe'
import { Platform } from '@tierline/platform/platform'
import type { FastifyRequest } from 'fastify'
import { Snapshots } from '../snapshots.ts'
import { ISSUERS, ListQuery, numberOf, otherOf, stateOf } from './requests.ts'

/** `/v1/snapshots`: frozen boards, their life, what differs, and whether they still are what they were. Reading is open. */
@Controller('v1/snapshots')
@UsePipes(schemaPipe())
export class SnapshotsController {
  constructor(private readonly platform: Platform, private readonly snapshots: Snapshots) {}

  @Get()
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<SnapshotList> {
    const { rubric = null, group = null, period = null, state } = query
    return await this.snapshots.desk.list({ rubric, group, period, state: stateOf(state) })
  }

  @Post()
  async freeze(@Req() request: FastifyRequest, @Body({ schema: NewSnapshot }) body: NewSnapshot): Promise<Snapshot> {
    await requireKey(this.platform.keys, request.headers, ISSUERS)
    return await this.snapshots.desk.read(await this.snapshots.freezes.byHand(body))
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<SnapshotDetail> {
    return await this.snapshots.desk.detail(numberOf('snapshot', id))
  }

  @Get(':id/rows')
  async rows(@Param('id') id: string): Promise<SnapshotRows> {
    return await this.snapshots.desk.rows(numberOf('snapshot', id))
  }

  @Get(':id/units/:unit')
  async unit(@Param('id') id: string, @Param('unit') unit: string): Promise<FrozenExplanation> {
    return await this.snapshots.desk.unit(numberOf('snapshot', id), unit)
  }

  @Post(':id/move')
  @HttpCode(200)
  async move(@Req() request: FastifyRequest, @Param('id') text: string, @Body({ schema: SnapshotMove }) body: SnapshotMove): Promise<Snapshot> {
    await requireKey(this.platform.keys, request.headers, ISSUERS)
    const id = numberOf('snapshot', text)
    await this.snapshots.life.move(id, body)
    return await this.snapshots.desk.read(id)
  }

  @Post(':id/revisions')
  async revise(@Req() request: FastifyRequest, @Param('id') id: string, @Body({ schema: NewRevision }) body: NewRevision): Promise<Snapshot> {
    await requireKey(this.platform.keys, request.headers, ISSUERS)
    return await this.snapshots.desk.read(await this.snapshots.freezes.revise(numberOf('snapshot', id), body))
  }

  @Get(':id/late')
  async late(@Param('id') id: string): Promise<SnapshotDifference> {
    return await this.snapshots.differences.late(numberOf('snapshot', id))
  }

  @Get(':id/difference')
  async difference(@Param('id') id: string, @Query('with') other: string | undefined): Promise<SnapshotDifference> {
    return await this.snapshots.differences.between(numberOf('snapshot', id), otherOf(other))
  }

  /** Nothing is written, so it is open like all reading. */
  @Post(':id/verify')
  @HttpCode(200)
  async verify(@Param('id') id: string): Promise<SnapshotVerification> {
    return await this.snapshots.verifier.byId(numberOf('snapshot', id))
  }
}
