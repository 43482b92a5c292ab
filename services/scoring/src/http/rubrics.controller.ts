import { Controller, Get } from '@nestjs/common'
import type { ListedRubric } from '@tierline/contracts/rubric/page'
import { indicatorHeads, spanOf } from '@tierline/scoring'
import { RubricRegistry } from '../rubric/rubric-registry.ts'

/** `GET /v1/rubrics`: every version that stands, with its days, and the drafts; by id, earliest first. */
@Controller('v1/rubrics')
export class RubricsController {
  constructor(private readonly registry: RubricRegistry) {}

  @Get()
  list(): ListedRubric[] {
    const rubrics = this.registry.withDrafts()
    return rubrics.map((rubric) => ({
      id: rubric.id, title: rubric.title, version: rubric.version, hash: rubric.hash, groups: [...rubric.groups], indicators: indicatorHeads(rubric).length,
      ambiguities: rubric.ambiguities?.length ?? 0, discrepancies: rubric.discrepancies?.length ?? 0, example: rubric.example === 'true',
      status: rubric.status ?? 'in_force', effective: spanOf(rubric, rubrics),
    })).sort((a, b) => compare(a.id, b.id) || compare(a.effective.from, b.effective.from) || compare(a.version, b.version))
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
