import { Controller, Get } from '@nestjs/common'
import type { ListedRubric } from '@tierline/contracts/judgement'
import { indicatorHeads } from '@tierline/scoring'
import { RubricRegistry } from '../rubric/rubric-registry.ts'

/** `GET /v1/rubrics`: the rubrics in force. */
@Controller('v1/rubrics')
export class RubricsController {
  constructor(private readonly registry: RubricRegistry) {}

  @Get()
  list(): ListedRubric[] {
    return this.registry.all().map((rubric) => ({
      id: rubric.id, title: rubric.title, version: rubric.version, hash: rubric.hash, groups: [...rubric.groups], indicators: indicatorHeads(rubric).length,
      ambiguities: rubric.ambiguities?.length ?? 0, discrepancies: rubric.discrepancies?.length ?? 0, example: rubric.example === 'true',
      status: rubric.status ?? 'in_force', effective: { from: rubric.effective.from, until: rubric.effective.until ?? null },
    }))
  }
}
