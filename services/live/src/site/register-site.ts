import { join } from 'node:path'
import compress from '@fastify/compress'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { COMPRESSION } from './compression.ts'
import { answerOf } from './page-or-file.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { sendFile } from './send-file.ts'

export interface SiteOptions {
  /** Folder of the built dashboard; it may come into being, or change, while the server runs. */
  folder: string
}

const CACHING = { asset: 'public, max-age=31536000, immutable', file: 'no-cache' } as const

const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>榜线 Tierline</title>
<p>页面尚未构建：未找到 apps/dashboard/dist/index.html。请在项目目录运行 <code>npm run build</code>，然后刷新本页；接口 /v1 不受影响。</p>
<p lang="en">The dashboard is not built: apps/dashboard/dist/index.html was not found. Run <code>npm run build</code> in the project's folder and reload; the interface under /v1 works without it.</p>
</html>
`

/**
 * Serves the dashboard beside the API: hashed assets for ever, its page for every address that a person opens, replies compressed, safe headers on everything.
 * Compression is added route by route, so it must be registered before the routes that it is to serve.
 */
export async function registerSite(fastify: FastifyInstance, { folder }: SiteOptions): Promise<void> {
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(SECURITY_HEADERS)
    done()
  })
  await fastify.register(compress, COMPRESSION)
  fastify.route({ method: ['GET', 'HEAD'], url: '/*', handler: (request, reply) => answer(request, reply, folder) })
}

async function answer(request: FastifyRequest, reply: FastifyReply, folder: string): Promise<unknown> {
  const found = await answerOf(folder, request.url, request.headers.accept ?? '')
  switch (found.kind) {
    case 'asset':
    case 'file': return await sendFile(request, reply.header('cache-control', CACHING[found.kind]), join(folder, found.path))
    case 'not_built': return await reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(NOT_BUILT)
    case 'nothing': return reply.callNotFound()
  }
}
