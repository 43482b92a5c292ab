import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { contentDisposition } from '../file/file-name.ts'
import type { OpenedFile } from '../file/snapshot-files.ts'

/** Sends a file to be saved; who has it already gets 304, before anything is written. The tag is weak: what the same content is packed into may differ in bytes. */
export async function sendFile(reply: FastifyReply, opened: OpenedFile, known: string | undefined): Promise<void> {
  void reply.header('etag', opened.tag).header('cache-control', 'no-cache')
  if (known?.split(',').some((one) => one.trim().replace(/^(W\/)?/, 'W/') === opened.tag)) {
    void reply.code(304).send()
    return
  }
  const { name, mediaType, body } = await opened.write()
  void reply.header('content-type', mediaType).header('content-disposition', contentDisposition(name, opened.plainName)).send(Readable.from(body, { objectMode: false }))
}
