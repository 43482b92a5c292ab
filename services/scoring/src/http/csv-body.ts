import type { FastifyInstance } from 'fastify'

/** Bytes of a CSV body. */
const BODY_BYTES = 16 * 1024 * 1024

/** Hands `text/csv` bodies on as text. */
export function readCsvBodies(fastify: FastifyInstance): void {
  if (fastify.hasContentTypeParser('text/csv')) return
  fastify.addContentTypeParser('text/csv', { parseAs: 'string', bodyLimit: BODY_BYTES }, (_request, body, done) => done(null, body))
}
