import { createReadStream } from 'node:fs'
import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Types of what a build of the dashboard holds; `nosniff` is sent, so each must be named. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.md': 'text/plain; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2',
}

/** Sends a file with its type and a weak ETag, or 304 to who has it, or 404 when it went away just now. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, path: string): Promise<unknown> {
  const found = await stat(path).catch(() => null)
  if (!found) return reply.callNotFound()
  const etag = tagOf(found)
  void reply.header('etag', etag)
  if (hasIt(request.headers['if-none-match'], etag)) return await reply.code(304).send()
  void reply.type(TYPES[extname(path)] ?? 'application/octet-stream').header('content-length', found.size)
  return await reply.send(request.method === 'HEAD' ? null : createReadStream(path))
}

/** Weak, for the same file goes out under several codings. */
const tagOf = ({ size, mtimeMs }: Stats): string => `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`

const hasIt = (sent: string | undefined, etag: string): boolean => sent?.split(',').some((one) => one.trim() === etag) ?? false
