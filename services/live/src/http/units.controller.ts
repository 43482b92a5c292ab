import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common'
import type { EventSamples, UnitChanges as Changes } from '@tierline/contracts/explanation'
import type { FastifyReply } from 'fastify'
import { readQuestion } from '@tierline/boards/desk/board-question'
import type { BoardQuery } from '@tierline/boards/desk/board-question'
import { UnitChanges } from '@tierline/boards/explain/unit-changes'
import type { ChangesQuery } from '@tierline/boards/explain/unit-changes'
import { EventSampler } from '@tierline/boards/explain/event-sampler'
import type { SampleQuery } from '@tierline/boards/explain/event-sampler'
import { Explanations } from '@tierline/boards/explain/explanations'
import { sendTagged } from './tagged-reply.ts'

interface UnitPath {
  rubric: string
  group: string
  unit: string
}

/** Why a unit of a board has its points, down to the events. */
@Controller('v1/boards/:rubric/:group/units/:unit')
export class UnitsController {
  constructor(private readonly explanations: Explanations, private readonly sampler: EventSampler, private readonly unitChanges: UnitChanges) {}

  @Get()
  async explain(@Param() { unit, ...path }: UnitPath, @Query() query: BoardQuery, @Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const explanation = await this.explanations.explain(readQuestion(path, query), unit)
    sendTagged(reply, { seq: explanation.seq, body: JSON.stringify(explanation), known })
  }

  @Get('events')
  async events(@Param() { unit, ...path }: UnitPath, @Query() query: BoardQuery & SampleQuery): Promise<EventSamples> {
    return await this.sampler.sample(readQuestion(path, query), unit, query)
  }

  @Get('changes')
  async changes(@Param() { unit, ...path }: UnitPath, @Query() query: ChangesQuery): Promise<Changes> {
    return await this.unitChanges.between(path, unit, query)
  }
}
