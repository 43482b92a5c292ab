import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common'
import type { BoardList } from '@tierline/contracts/board'
import { Platform } from '@tierline/platform/platform'
import type { FastifyReply } from 'fastify'
import { createHash } from 'node:crypto'
import { StoredRubrics } from '../rubric/stored-rubrics.ts'
import { BoardDesk } from './board-desk.ts'
import { listBoards } from './list-boards.ts'

/** Boards over HTTP. */
@Controller('v1/boards')
export class BoardsController {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics, private readonly desk: BoardDesk) {}

  @Get()
  async list(): Promise<BoardList> {
    return await listBoards(this.platform, this.rubrics)
  }

  /** ETag = seq + content hash: equal figures have equal tags, whoever answers. */
  @Get(':rubric/:group')
  async board(
    @Param() { rubric, group }: { rubric: string; group: string },
    @Query() { period, at, reading }: { period?: string; at?: string; reading?: string },
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const board = await this.desk.find({ rubric, group, period, at, reading })
    const body = JSON.stringify(board)
    const tag = `"${board.seq}-${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    reply.header('etag', tag).header('cache-control', 'no-cache')
    if (known?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === tag)) return void reply.code(304).send()
    reply.header('content-type', 'application/json; charset=utf-8').send(body)
  }
}
