import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common'
import type { EventSamples, UnitChanges as Changes } from '@tierline/contracts/explanation'
import type { FastifyReply } from 'fastify'
import { readQuestion } from '../desk/board-question.ts'
import type { BoardQuery } from '../desk/board-question.ts'
import { UnitChanges } from '../explain/unit-changes.ts'
import type { ChangesQuery } from '../explain/unit-changes.ts'
import { EventSampler } from '../explain/event-sampler.ts'
import type { SampleQuery } from '../explain/event-sampler.ts'
import { Explanations } from '../explain/explanations.ts'
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
