import { Controller, Get, Param, Query, Res } from '@nestjs/common'
import { ProblemError } from '@tierline/platform/http/problem'
import type { FastifyReply } from 'fastify'
import { FILE_KINDS, RubricPages } from '../page/rubric-pages.ts'
import type { FileKind } from '../page/rubric-pages.ts'

interface PageQuery {
  hash?: string
  lang?: string
}

/** `GET /v1/rubrics/{id}[.md|.html|.xlsx]`: a rubric as people read it. */
@Controller('v1/rubrics/:name')
export class RubricPagesController {
  constructor(private readonly pages: RubricPages) {}

  @Get()
  async show(@Param('name') name: string, @Query() { hash, lang = 'zh' }: PageQuery, @Res() reply: FastifyReply): Promise<void> {
    if (lang !== 'zh' && lang !== 'en') throw new ProblemError(400, 'bad_query', { title: 'The question cannot be read', detail: 'One field of the query is wrong.', faults: [{ path: 'lang', found: lang, expected: 'zh or en', mend: 'Correct it, or leave it out.' }] })
    const { id, kind } = partsOf(name)
    if (kind === null) return void reply.send(await this.pages.page(id, hash))
    const file = await this.pages.file(id, { kind, hash, language: lang })
    void reply.header('content-type', file.media).header('content-disposition', `${kind === 'html' ? 'inline' : 'attachment'}; filename="${file.name.replace(/[^\w.-]/g, '_')}"`).send(file.body)
  }
}

/** `liuan-2021.xlsx` is the workbook of liuan-2021; ids may hold dots themselves. */
function partsOf(name: string): { id: string; kind: FileKind | null } {
  const kind = (Object.keys(FILE_KINDS) as FileKind[]).find((suffix) => name.endsWith(`.${suffix}`))
  return kind ? { id: name.slice(0, -kind.length - 1), kind } : { id: name, kind: null }
}
