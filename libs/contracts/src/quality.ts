import * as z from 'zod/mini'
import { QuarantineCode } from './ingest.ts'

const Tallies = z.object({ counted: z.number(), duplicate: z.number(), conflicting: z.number(), quarantined: z.number(), held: z.number() })

/**
 * A place of the log that cannot be served any more and that nobody has accepted yet. trimmed: deleted before it was counted, from `from` to before `until`.
 * rewound: the log ends below the stored position `from`. recreated: the topic is another log now. A trimmed or rewound partition stands still.
 */
const Gap = z.object({
  part: z.number(), topic: z.nullable(z.string()), log: z.string(), partition: z.number(), kind: z.enum(['trimmed', 'rewound', 'recreated']),
  from: z.string(), until: z.nullable(z.string()), seenAt: z.string(),
})

/** `GET /v1/reconciliation`: what became of every accepted event; `balanced` says that the outcomes add up to the records of the log. */
export const Reconciliation = z.object({
  asOf: z.string(),
  accepted: z.number(),
  outcomes: Tallies,
  replays: z.number(),
  inFlight: z.number(),
  balanced: z.boolean(),
  position: z.record(z.string(), z.string()),
  gaps: z.array(Gap),
  /** Per source, newest hour first. */
  sources: z.array(z.object({ source: z.string(), outcomes: Tallies, lastArrivedAt: z.nullable(z.string()), hours: z.array(z.object({ hour: z.string(), outcomes: Tallies })) })),
  /** Cases whose facts contradict each other (closed before opened …): counted, kept out of durations. */
  implausible: z.array(z.object({ kind: z.string(), key: z.string(), unit: z.string(), unitName: z.string(), flag: z.string(), openedAt: z.nullable(z.string()), closedAt: z.nullable(z.string()) })),
  implausibleTotal: z.number(),
  /** Measures still being filled from old events. */
  provisional: z.array(z.object({ measure: z.string(), done: z.number(), total: z.number() })),
  /** Raw events from before it were dropped; absent: none. Figures of then stand, but can no longer be recomputed. */
  eventsKeptFrom: z.optional(z.string()),
  /** Measures that were declared after events had been dropped: they count less than there was before the instant. */
  incomplete: z.optional(z.array(z.object({ measure: z.string(), completeFrom: z.string() }))),
})
export type Reconciliation = z.infer<typeof Reconciliation>

/** One row of `GET /v1/quarantine`. Sealed rows show no payload. */
export const QuarantineRow = z.object({
  id: z.number(), arrivedAt: z.string(), source: z.string(), eventId: z.nullable(z.string()), type: z.nullable(z.string()), subject: z.nullable(z.string()),
  outcome: z.enum(['quarantined', 'conflicting', 'held']),
  code: QuarantineCode, detail: z.string(), state: z.enum(['open', 'replayed', 'expired']), sealed: z.boolean(),
  payload: z.nullable(z.record(z.string(), z.unknown())),
})
export type QuarantineRow = z.infer<typeof QuarantineRow>
export const QuarantineList = z.object({
  total: z.number(),
  byCode: z.array(z.object({ code: QuarantineCode, source: z.string(), count: z.number() })),
  rows: z.array(QuarantineRow),
})
export type QuarantineList = z.infer<typeof QuarantineList>

/** `POST /v1/quarantine/replay`: which rows to try again; a dry run says what would become of them and changes nothing. */
export const ReplayRequest = z.strictObject({
  ids: z.optional(z.array(z.number())),
  code: z.optional(QuarantineCode),
  source: z.optional(z.string()),
  dryRun: z.boolean(),
})
export type ReplayRequest = z.infer<typeof ReplayRequest>
export const ReplayReply = z.object({
  dryRun: z.boolean(), tried: z.number(), wouldPass: z.number(),
  results: z.array(z.object({ id: z.number(), passes: z.boolean(), code: z.nullable(QuarantineCode), detail: z.string() })),
})
export type ReplayReply = z.infer<typeof ReplayReply>
