import * as z from 'zod/mini'

/** Codes of an event taken into quarantine: it can be read, is kept, and can be replayed once mended. */
export const QUARANTINE_CODES = [
  'unknown_unit', 'unknown_type', 'wrong_field', 'missing_field', 'unknown_field', 'absurd_time',
  'nul_character', 'not_permitted', 'correction_unsupported', 'conflicting', 'held', 'case_full', 'unstorable', 'unreadable',
] as const
export const QuarantineCode = z.enum(QUARANTINE_CODES)
export type QuarantineCode = z.infer<typeof QuarantineCode>

/** Codes of input that cannot be read as an event at all; it is not accepted and must be mended and resent. */
export const REJECT_CODES = [
  'not_json', 'not_utf8', 'duplicate_key', 'not_an_event', 'event_too_large', 'too_deep', 'number_out_of_range',
] as const
export const RejectCode = z.enum(REJECT_CODES)
export type RejectCode = z.infer<typeof RejectCode>

/** The reply to `POST /v1/events`. `index` counts the events of the request from 0; `duplicates` is null where the reply follows the log only. */
export const IngestReply = z.object({
  accepted: z.number(),
  duplicates: z.nullable(z.number()),
  quarantined: z.array(z.object({ index: z.number(), id: z.nullable(z.string()), code: QuarantineCode, detail: z.string() })),
  rejected: z.array(z.object({ index: z.number(), code: RejectCode, detail: z.string() })),
  durability: z.enum(['committed', 'logged']),
})
export type IngestReply = z.infer<typeof IngestReply>
