import type { FastifyInstance, FastifyRequest } from 'fastify'

/** The one route whose bodies the framework must not read. */
export const EVENTS_PATH = '/v1/events'

const UNREAD = 'application/x-tierline-unread'
const sentTypes = new WeakMap<FastifyRequest, string | undefined>()

/**
 * Hands the bodies of `POST /v1/events` on as streams, whatever their type: they are counted, read and refused by the door's own rules.
 * Fastify chooses a parser by content-type for a whole server, so the type of these requests is set aside before it looks.
 */
export function passEventBodies(fastify: FastifyInstance): void {
  if (fastify.hasContentTypeParser(UNREAD)) return
  fastify.addContentTypeParser(UNREAD, (_request, payload, done) => done(null, payload))
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.method === 'POST' && request.routeOptions.url === EVENTS_PATH) {
      sentTypes.set(request, request.headers['content-type'])
      request.raw.headers['content-type'] = UNREAD
    }
    done()
  })
}

/** The content-type as it was sent. */
export function sentContentType(request: FastifyRequest): string | undefined {
  return sentTypes.get(request)
}
