import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common'
import { HttpException } from '@nestjs/common'
import type { Problem } from '@tierline/contracts/problem'
import { Overloaded } from '../log/event-log.ts'
import type { Logger } from '../logger.ts'
import { ProblemError } from './problem.ts'

/** The part of a Fastify reply that the filter writes to. */
interface ReplyPart {
  header(name: string, value: string): ReplyPart
  code(status: number): ReplyPart
  send(body: string): unknown
}

/** The part of a Fastify request that a log line names. */
interface RequestPart {
  method?: string
  url?: string
}

/** Writes every error as an RFC 9457 problem document; what is our fault is logged once, here, and tells the sender nothing of its inside. */
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const reply = http.getResponse<ReplyPart>()
    const { problem, retryAfterSeconds } = this.read(error, http.getRequest<RequestPart>())
    if (retryAfterSeconds !== null) reply.header('retry-after', String(retryAfterSeconds))
    reply.header('content-type', 'application/problem+json').code(problem.status).send(JSON.stringify(problem))
  }

  private read(error: unknown, { method, url }: RequestPart): { problem: Problem; retryAfterSeconds: number | null } {
    if (error instanceof ProblemError) return error
    if (error instanceof Overloaded) {
      return { problem: document(503, 'overloaded', 'The event log takes nothing at present', error.message), retryAfterSeconds: error.retryAfterSeconds }
    }
    const status = statusOf(error)
    if (status < 500) return { problem: document(status, codeOf(status), 'The request cannot be used', messageOf(error)), retryAfterSeconds: null }
    // Without the query: a search may hold a name.
    this.logger.error({ err: error, method, path: url?.split('?')[0] }, 'a request failed')
    return { problem: document(503, 'unknown_outcome', 'The outcome is unknown', 'The server could not finish the request. Nothing is known to be kept: send the same request (the same ids) again.'), retryAfterSeconds: 2 }
  }
}

const document = (status: number, code: string, title: string, detail: string): Problem => ({ type: `urn:tierline:problem:${code}`, title, status, code, detail })

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus()
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  return typeof status === 'number' ? status : 500
}

const CODES: Record<number, string> = { 400: 'bad_request', 401: 'no_key', 403: 'not_permitted', 404: 'not_found', 405: 'wrong_method', 413: 'too_large', 415: 'wrong_content_type', 429: 'too_many_requests' }
const codeOf = (status: number): string => CODES[status] ?? 'bad_request'

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The request cannot be used.'
  const response = error instanceof HttpException ? error.getResponse() : null
  const message = typeof response === 'object' && response !== null ? (response as { message?: unknown }).message : null
  return Array.isArray(message) ? message.join('; ') : error.message
}
