import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common'
import type { BoardList } from '@tierline/contracts/board'
import { Platform } from '@tierline/platform/platform'
import type { FastifyReply } from 'fastify'
import { BoardDesk } from '@tierline/boards/desk/board-desk'
import { readQuestion, readReadings } from '@tierline/boards/desk/board-question'
import type { BoardQuery } from '@tierline/boards/desk/board-question'
import { listBoards } from '@tierline/boards/desk/list-boards'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
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
