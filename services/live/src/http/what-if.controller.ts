import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import type { WhatIf } from '@tierline/contracts/rubric/what-if'
import { readWhatIf } from '../what-if/what-if-question.ts'
import type { WhatIfQuery } from '../what-if/what-if-question.ts'
import { WhatIfs } from '../what-if/what-ifs.ts'

interface BoardPath {
  rubric: string
  group: string
}

/** What a board would be under other readings, another version, or a draft; nothing is stored. */
@Controller('v1/boards/:rubric/:group/what-if')
export class WhatIfController {
  constructor(private readonly whatIfs: WhatIfs) {}

  @Get()
  async ask(@Param() path: BoardPath, @Query() query: WhatIfQuery): Promise<WhatIf> {
    return await this.whatIfs.ask(readWhatIf(path, query, false))
  }

  @Post()
  @HttpCode(200)
  async try(@Param() path: BoardPath, @Query() query: WhatIfQuery, @Body() draft: unknown): Promise<WhatIf> {
    return await this.whatIfs.ask(readWhatIf(path, query, true), draft ?? {})
  }
}
