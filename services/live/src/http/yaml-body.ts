import type { FastifyInstance } from 'fastify'
import { DRAFT_BYTES } from '../what-if/read-draft.ts'

/** Hands `application/yaml` bodies on as text. */
export function readYamlBodies(fastify: FastifyInstance): void {
  if (fastify.hasContentTypeParser('application/yaml')) return
  fastify.addContentTypeParser('application/yaml', { parseAs: 'string', bodyLimit: DRAFT_BYTES }, (_request, body, done) => done(null, body))
}
