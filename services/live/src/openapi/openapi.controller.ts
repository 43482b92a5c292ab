import { Controller, Get } from '@nestjs/common'
import { openApiDocument } from './openapi-document.ts'

/** `GET /openapi.json`: the interface, in words that programs read. */
@Controller('openapi.json')
export class OpenApiController {
  private document: object | null = null

  @Get()
  read(): object {
    return (this.document ??= openApiDocument('1'))
  }
}
