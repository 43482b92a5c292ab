import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common'
import type { FilePreview } from '@tierline/contracts/snapshot/snapshot'
import type { FastifyReply } from 'fastify'
import { SnapshotFiles } from '../file/snapshot-files.ts'
import { sendFile } from './send-file.ts'

/** Files of snapshots over HTTP: `GET /v1/snapshots/{id}.{xlsx,csv,docx,pdf,png,json}`, and what they will print. */
@Controller('v1/snapshots')
export class FilesController {
  constructor(private readonly files: SnapshotFiles) {}

  /** The dot stands in the route, so that `/v1/snapshots/{id}` is another one. */
  @Get(':id.:format')
  async file(@Param() path: { id: string; format: string }, @Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    await sendFile(reply, await this.files.open(path.id, path.format), known)
  }

  @Get(':id/preview')
  async preview(@Param('id') id: string, @Query('format') format: string | undefined): Promise<FilePreview> {
    return await this.files.preview(id, format ?? 'xlsx')
  }
}
