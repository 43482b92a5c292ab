import * as z from 'zod/mini'

/** Limits of one event and one request at the door; more is refused with a code that names the limit. */
export const EVENT_LIMITS = {
  /** Bytes of one event, structured mode. */
  eventBytes: 64 * 1024,
  /** Characters of `source`, `id`, `type`, `subject`. */
  attributeChars: 256,
  /** Events in one `application/cloudevents-batch+json` array or one NDJSON stream. */
  batchEvents: 100_000,
  /** Bytes of one request body, counted while streaming. */
  bodyBytes: 64 * 1024 * 1024,
  /** Bytes of one `application/cloudevents-batch+json` array, which is held in memory whole; NDJSON is not. */
  arrayBytes: 16 * 1024 * 1024,
} as const

const Attribute = z.string().check(z.minLength(1), z.maxLength(EVENT_LIMITS.attributeChars))

/** One CloudEvents 1.0 envelope as it comes to the door: `subject` is the unit's code or alias, `time` when it happened. */
export const CloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  source: Attribute,
  id: Attribute,
  type: Attribute,
  subject: Attribute,
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.optional(z.string()),
  /** Tierline extension: the `id` of an earlier fact of the same source and case that this one takes the place of. */
  corrects: z.optional(Attribute),
  data: z.record(z.string(), z.unknown()),
})
export type CloudEvent = z.infer<typeof CloudEvent>
