import { Problem } from '@tierline/contracts/problem'
import type { Fault } from '@tierline/contracts/problem'

/** What went wrong with a request, as one of the states that the screen has a design for. */
export type FailureKind = 'offline' | 'forbidden' | 'not_found' | 'no_data' | 'calendar' | 'unreadable' | 'error'

/** A request that failed; `detail` is the server's own sentence where it sent one. */
export class RequestFailure extends Error {
  readonly kind: FailureKind
  readonly status: number
  readonly code: string
  readonly faults: readonly Fault[]

  constructor(about: { kind: FailureKind; status: number; code: string; detail: string; faults?: readonly Fault[] | undefined }) {
    super(about.detail)
    this.name = 'RequestFailure'
    this.kind = about.kind
    this.status = about.status
    this.code = about.code
    this.faults = about.faults ?? []
  }
}

/** Anything with the contracts' schemas' `safeParse`. */
export interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } }
}

/** What a request may carry besides its path: an abort signal, a JSON or YAML body (then it is a POST unless `method` says otherwise), an API key for this one request. */
export interface RequestParts {
  readonly method?: 'PUT' | 'DELETE' | undefined
  readonly signal?: AbortSignal | undefined
  readonly body?: unknown
  readonly yaml?: string | undefined
  readonly key?: string | undefined
}

/** Fetches `path` of our own origin and parses the reply with the contract's schema; every failure is a `RequestFailure`. */
export async function request<T>(schema: Schema<T>, path: string, parts: RequestParts = {}): Promise<T> {
  const response = await send(path, parts)
  const value = await readJson(response)
  if (!response.ok) throw failureOf(response.status, value)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const detail = `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not match its schema'}`
  throw new RequestFailure({ kind: 'unreadable', status: response.status, code: 'unreadable', detail })
}

async function send(path: string, { method, signal, body, yaml, key }: RequestParts): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  const text = yaml ?? (body === undefined ? null : JSON.stringify(body))
  if (text !== null) headers['content-type'] = yaml === undefined ? 'application/json' : 'application/yaml'
  if (key) headers['authorization'] = `Bearer ${key}`
  try {
    return await fetch(path, {
      method: method ?? (text === null ? 'GET' : 'POST'), headers, signal: signal ?? null, credentials: 'same-origin', cache: 'no-cache', ...(text === null ? {} : { body: text }),
    })
  } catch (reason) {
    if (signal?.aborted) throw reason
    throw new RequestFailure({ kind: 'offline', status: 0, code: 'offline', detail: `${path}: ${String(reason)}` })
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

/** Turns a problem document into a failure; a reply without one is told by its status. */
export function failureOf(status: number, value: unknown): RequestFailure {
  const parsed = Problem.safeParse(value)
  const code = parsed.success ? parsed.data.code : `http_${status}`
  const detail = parsed.success ? parsed.data.detail : `HTTP ${status}`
  const faults = parsed.success ? parsed.data.faults : undefined
  return new RequestFailure({ kind: kindOf(status, code), status, code, detail, faults })
}

function kindOf(status: number, code: string): FailureKind {
  if (code.includes('calendar')) return 'calendar'
  if (code.includes('no_data')) return 'no_data'
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  return status === 502 || status === 503 || status === 504 ? 'offline' : 'error'
}
