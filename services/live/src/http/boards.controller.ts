import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common'
import type { BoardList } from '@tierline/contracts/board'
import { Platform } from '@tierline/platform/platform'
import type { FastifyReply } from 'fastify'
import { BoardDesk } from '../desk/board-desk.ts'
import { readQuestion, readReadings } from '../desk/board-question.ts'
import type { BoardQuery } from '../desk/board-question.ts'
import { listBoards } from '../desk/list-boards.ts'
import { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { BoardsUnder } from '../what-if/boards-under.ts'
import { sendTagged } from './tagged-reply.ts'

/** `question:option`, repeated for several: the board under other readings of its ambiguities. */
interface UnderQuery {
  under?: string | string[]
}

/** Boards over HTTP: the list, and one with all its rows. */
@Controller('v1/boards')
export class BoardsController {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics, private readonly desk: BoardDesk, private readonly under: BoardsUnder) {}

  @Get()
  async list(): Promise<BoardList> {
    return await listBoards(this.platform, this.rubrics)
  }

  @Get(':rubric/:group')
  async board(
    @Param() path: { rubric: string; group: string },
    @Query() { under, ...query }: BoardQuery & UnderQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const question = readQuestion(path, query)
    const readings = readReadings('under', under)
    const board = await (readings.length > 0 ? this.under.read(question, readings) : this.desk.find(question))
    sendTagged(reply, { seq: board.seq, body: JSON.stringify(board), known })
  }
}
