import type { KeyRole } from '@tierline/platform/api-keys'
import type * as z from 'zod/mini'

/** A parameter in the path or the query. */
export interface Parameter {
  name: string
  in: 'path' | 'query'
  description: string
  required?: boolean
  values?: readonly string[]
  /** May be sent several times. */
  repeated?: boolean
}

/** One operation of the interface, as the document tells it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete'
  /** As OpenAPI writes it, `/v1/boards/{rubric}`. */
  path: string
  tag: string
  summary: string
  /** The role that the key must have, or one of several; none needed where absent. */
  role?: KeyRole | readonly KeyRole[]
  parameters?: readonly Parameter[]
  /** Media type → schema of the body, or null where it is text. */
  body?: Readonly<Record<string, z.ZodMiniType | null>>
  /** Schema of the reply, or the media type of a text. */
  reply: { schema: z.ZodMiniType; status?: number } | { media: string; status?: number }
  /** Problems that it answers with. */
  problems?: readonly number[]
}
