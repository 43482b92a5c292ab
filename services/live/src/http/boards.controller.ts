import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common'
import type { BoardList } from '@tierline/contracts/board'
import { Platform } from '@tierline/platform/platform'
import type { FastifyReply } from 'fastify'
import { BoardDesk } from '../desk/board-desk.ts'
import { readQuestion } from '../desk/board-question.ts'
import type { BoardQuery } from '../desk/board-question.ts'
import { listBoards } from '../desk/list-boards.ts'
import { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { sendTagged } from './tagged-reply.ts'

/** Boards over HTTP: the list, and one with all its rows. */
@Controller('v1/boards')
export class BoardsController {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics, private readonly desk: BoardDesk) {}

  @Get()
  async list(): Promise<BoardList> {
    return await listBoards(this.platform, this.rubrics)
  }

  @Get(':rubric/:group')
  async board(
    @Param() path: { rubric: string; group: string },
    @Query() query: BoardQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const board = await this.desk.find(readQuestion(path, query))
    sendTagged(reply, { seq: board.seq, body: JSON.stringify(board), known })
  }
}
