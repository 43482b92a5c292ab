import * as z from 'zod/mini'
import { BoardKey } from '../board.ts'
import { LeafMove } from '../explanation.ts'
import { Bilingual, Decimal } from '../text.ts'
import { Severity } from './watch.ts'

const Words = z.string().check(z.minLength(1), z.maxLength(2_000))

/** Grafana's words: of one unit under one watch. `no_data` and `error` stand apart and are never a recovery. */
export const INSTANCE_STATES = ['normal', 'pending', 'alerting', 'recovering', 'no_data', 'error'] as const
export const InstanceState = z.enum(INSTANCE_STATES)
export type InstanceState = z.infer<typeof InstanceState>

/** Why an alert is over. Only `recovered` is good news. */
export const AlertEnd = z.enum(['recovered', 'watch_changed', 'watch_removed', 'period_over', 'unit_left'])
export type AlertEnd = z.infer<typeof AlertEnd>

/** What was true when it fired; never changed afterwards. */
export const FrozenFacts = z.object({
  seq: z.number(), asOf: z.string(), rubricHash: z.string(),
  score: z.nullable(Decimal), low: Decimal, high: Decimal,
  rank: z.nullable(z.number()), previousRank: z.nullable(z.number()),
  tier: z.nullable(z.string()), tierTitle: z.nullable(Bilingual),
  /** The tier that it stood in before, where it is about a tier. */
  oldTier: z.nullable(z.string()), oldTierTitle: z.nullable(Bilingual),
  /** The line that was crossed; `declared` where it is the bureau's own and not the document's. */
  line: z.nullable(z.object({ value: Decimal, title: Bilingual, declared: z.nullable(z.object({ by: z.string(), on: z.string(), basis: z.string() })) })),
  indicator: z.nullable(z.object({ id: z.string(), number: z.string(), title: Bilingual, clause: z.string() })),
  value: z.nullable(z.string()), numerator: z.nullable(Decimal), denominator: z.nullable(Decimal),
  /** The three leaves that moved most since it stood well; from largest. */
  reasons: z.array(LeafMove),
  /** Since when the comparison runs: instant and seq at which it last stood well. */
  since: z.nullable(z.object({ asOf: z.string(), seq: z.number() })),
  /** One sentence with unit, figure, line and reason. */
  text: Bilingual,
})
export type FrozenFacts = z.infer<typeof FrozenFacts>

export const ALERT_STEPS = ['fired', 'recovering', 'fired_again', 'recovered', 'no_data', 'error', 'data_back', 'acknowledged', 'note', 'escalated', 'silenced', 'muted', 'ended', 'sent', 'failed'] as const
/** One step of an alert's life, oldest first. `by` is a person's name, or null where the machine did it. */
export const AlertStep = z.object({ id: z.number(), at: z.string(), kind: z.enum(ALERT_STEPS), by: z.nullable(z.string()), text: Bilingual, channel: z.nullable(z.string()), seq: z.nullable(z.number()) })
export type AlertStep = z.infer<typeof AlertStep>

/** An alert (预警): a watch that fired about a unit. */
export const Alert = z.object({
  id: z.number(),
  watch: z.string(), watchVersion: z.number(), watchTitle: Bilingual, kind: z.string(), severity: Severity,
  board: BoardKey, boardTitle: Bilingual,
  unit: z.string(), name: z.string(), nameEn: z.string(), short: z.string(),
  state: InstanceState,
  /** Since when it is in this state; when it fired; when it was over, and why. */
  since: z.string(), firedAt: z.string(), endedAt: z.nullable(z.string()), ended: z.nullable(AlertEnd),
  facts: FrozenFacts,
  acknowledged: z.nullable(z.object({ by: z.string(), at: z.string(), reason: z.string() })),
  /** Steps of the escalation that were taken. */
  escalations: z.number(),
  silence: z.nullable(z.number()),
  /** The alert about a silent reporter that keeps this one's messages back. */
  mutedBy: z.nullable(z.number()),
  /** Path of the dashboard with the instant, without the origin. */
  link: z.string(),
  demo: z.boolean(),
})
export type Alert = z.infer<typeof Alert>
/** `GET /v1/alerts/{id}`. */
export const AlertDetail = z.extend(Alert, { steps: z.array(AlertStep) })
export type AlertDetail = z.infer<typeof AlertDetail>

/** `GET /v1/alerts?state=active|ended|all&rubric=&group=&unit=&watch=&severity=&from=&until=&before=&limit=`, newest first. `revision` moves with every change of any alert, `active` and `unacknowledged` count all whatever the filter; active ones are listed where no state is asked for. `GET /v1/alerts.csv` is the same as a file, without pages. */
export const AlertList = z.object({ revision: z.number(), active: z.number(), unacknowledged: z.number(), alerts: z.array(Alert), next: z.nullable(z.number()) })
export type AlertList = z.infer<typeof AlertList>

/** `POST /v1/alerts/{id}/acknowledge` and `/notes`. */
export const Acknowledgement = z.strictObject({ by: Words, reason: Words })
export type Acknowledgement = z.infer<typeof Acknowledgement>
export const AlertNote = z.strictObject({ by: Words, text: Words })
export type AlertNote = z.infer<typeof AlertNote>

/** What a silence holds for; what is absent is not limited, but one of them is given. */
export const SilenceScope = z.strictObject({ watch: z.optional(z.string()), rubric: z.optional(z.string()), group: z.optional(z.string()), units: z.optional(z.array(z.string())), alert: z.optional(z.number()) })
export type SilenceScope = z.infer<typeof SilenceScope>
/** `POST /v1/silences`: messages of what it covers are not sent until `until`; alerts fire and are listed all the same. */
export const NewSilence = z.strictObject({ scope: SilenceScope, until: z.iso.datetime({ offset: true }), by: Words, reason: Words })
export type NewSilence = z.infer<typeof NewSilence>
export const Silence = z.extend(NewSilence, { id: z.number(), from: z.string(), endedAt: z.nullable(z.string()), endedBy: z.nullable(z.string()), covers: z.number() })
export type Silence = z.infer<typeof Silence>
/** `POST /v1/silences/{id}/end`: it holds no longer, from now on. */
export const SilenceEnd = z.strictObject({ by: Words })
export const SilenceList = z.object({ silences: z.array(Silence) })
export type SilenceList = z.infer<typeof SilenceList>

/** Socket.io, namespace `/live`, event `alerts`, to everybody: something about alerts has changed; ask `GET /v1/alerts`. */
export const AlertsMoved = z.object({ revision: z.number(), active: z.number(), unacknowledged: z.number() })
export type AlertsMoved = z.infer<typeof AlertsMoved>
