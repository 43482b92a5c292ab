import * as z from 'zod/mini'
import { Bilingual, Day, Decimal } from '../text.ts'

/** A name in addresses and files: small letters, digits, hyphens. */
export const Slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected small letters, digits and hyphens, at most 64'))
export type Slug = z.infer<typeof Slug>
const Words = z.string().check(z.minLength(1), z.maxLength(2_000))
const Minutes = z.number().check(z.int(), z.minimum(0), z.maximum(100_000))
/** A wall-clock time of Asia/Shanghai. */
const TimeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 22:00'))

/** 提示, 警告, 严重: how loud an alert is; in this order. */
export const SEVERITIES = ['notice', 'warning', 'critical'] as const
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

/**
 * A line on the board's total. `tier`: the line of one of the rubric's tiers; refused where the document declares none.
 * `declared`: a line of the bureau's own, with who declared it, when and on what ground, and shown as such.
 */
export const ScoreLine = z.union([
  z.strictObject({ tier: z.string() }),
  z.strictObject({ declared: z.strictObject({ score: Decimal, title: Bilingual, by: Words, on: Day, basis: Words }) }),
])
export type ScoreLine = z.infer<typeof ScoreLine>

/** Which side of a line is bad. */
const Side = z.enum(['below', 'above'])
/** `points`: the leaf's points. `value`: its figure, exact, as the rubric shows it without the unit of measure (98.5 for 98.5 %). */
const Measured = z.enum(['points', 'value'])

/** What a watch looks for, unit by unit. */
export const WatchCondition = z.discriminatedUnion('kind', [
  /** The unit was certainly at or above the line and is now certainly below it. */
  z.strictObject({ kind: z.literal('tier_drop'), line: ScoreLine, recovery: z.optional(Decimal) }),
  /** An indicator stands beyond a line. */
  z.strictObject({ kind: z.literal('indicator'), indicator: z.string(), of: Measured, side: Side, line: Decimal, recovery: z.optional(Decimal) }),
  /** The rank is at least so many places behind the one at the board's named baseline. */
  z.strictObject({ kind: z.literal('rank_drop'), places: z.number().check(z.int(), z.minimum(1)), recovery: z.optional(z.number().check(z.int(), z.minimum(0))) }),
  /** Nothing of a type (absent: of any) came from a unit, or from a source, for so long. */
  z.strictObject({ kind: z.literal('missing_reporter'), type: z.optional(z.string()), source: z.optional(z.string()), withinMinutes: Minutes }),
  /** So many further bad cases (late, unanswered …) would carry the indicator's fraction across the line. */
  z.strictObject({ kind: z.literal('headroom'), indicator: z.string(), side: Side, line: Decimal, cases: z.number().check(z.int(), z.minimum(1)), recovery: z.optional(z.number().check(z.int(), z.minimum(1))) }),
])
export type WatchCondition = z.infer<typeof WatchCondition>
export type WatchKind = WatchCondition['kind']

/** Messages of alerts up to this severity wait until the quiet time is over; alerts themselves fire. Hours wrap over midnight. */
export const QuietTime = z.strictObject({
  hours: z._default(z.array(z.strictObject({ from: TimeOfDay, until: TimeOfDay })), []),
  /** Rest days by the calendar files are quiet as a whole; a year without a published calendar counts as working days from Monday to Friday, and says so. */
  workingDaysOnly: z._default(z.boolean(), false),
  upTo: z._default(Severity, 'warning'),
})
export type QuietTime = z.infer<typeof QuietTime>

/** Nobody has acknowledged after so many minutes: these channels hear of it too. */
export const EscalationStep = z.strictObject({ afterMinutes: Minutes, channels: z.array(Slug).check(z.minLength(1)), severity: z.optional(Severity) })
export type EscalationStep = z.infer<typeof EscalationStep>

/** A watch (预警规则) as a bureau writes it, in a file under `rubrics/watches/` or through the API. */
export const WatchBody = z.strictObject({
  id: Slug,
  title: Bilingual,
  rubric: z.string(),
  group: z.string(),
  /** Boards of the running month, quarter, year, or of the year to date. */
  period: z.enum(['month', 'quarter', 'year', 'to_date']),
  /** Codes or aliases; absent: the whole group. */
  units: z.optional(z.array(z.string()).check(z.minLength(1))),
  condition: WatchCondition,
  /** The breach lasts so long before it fires. */
  holdMinutes: z._default(Minutes, 0),
  /** Back over the recovery line, it keeps firing so long before it is over. */
  keepFiringMinutes: z._default(Minutes, 0),
  /** Below this denominator an indicator is not judged (of the total: the row's sample). */
  minimumSample: z.optional(z.number().check(z.int(), z.minimum(1))),
  quiet: z.optional(QuietTime),
  severity: z._default(Severity, 'warning'),
  escalation: z._default(z.array(EscalationStep), []),
  /** Ids of channels; the browser hears of every alert. */
  channels: z._default(z.array(Slug), []),
  /** Ids of watches (of missing reporters, as a rule) whose alert about the same unit keeps this one's messages back. */
  mutedBy: z._default(z.array(Slug), []),
  enabled: z._default(z.boolean(), true),
})
export type WatchBody = z.infer<typeof WatchBody>

/** A file under `rubrics/watches/`. */
export const WatchFile = z.strictObject({ watches: z.array(WatchBody), by: Words, on: Day })
export type WatchFile = z.infer<typeof WatchFile>

/** `PUT /v1/watches/{id}`: the whole watch, and who changes it why. A change resets its instances and says so. */
export const WatchChange = z.strictObject({ watch: WatchBody, by: Words, reason: Words })
export type WatchChange = z.infer<typeof WatchChange>
/** `DELETE /v1/watches/{id}`. */
export const WatchRemoval = z.strictObject({ by: Words, reason: Words })
/** The reply to a removal: what is gone. */
export const Removed = z.object({ removed: z.string() })
export type Removed = z.infer<typeof Removed>
export type WatchRemoval = z.infer<typeof WatchRemoval>

/** Instances of a watch by state. */
export const StateCounts = z.object({ normal: z.number(), pending: z.number(), alerting: z.number(), recovering: z.number(), no_data: z.number(), error: z.number() })
export type StateCounts = z.infer<typeof StateCounts>

/** A watch as it is kept. `line` says in words what is watched; `declared` where the line is the bureau's own. */
export const Watch = z.object({
  watch: WatchBody,
  version: z.number(),
  /** `file`: it stands in the rules folder and is changed there. */
  origin: z.enum(['file', 'entered']),
  /** Of one that comes from a file: which, seen from the rules folder (`watches/towns.yaml`). */
  file: z.optional(z.string()),
  by: z.string(), at: z.string(), reason: z.string(),
  line: Bilingual,
  declared: z.nullable(z.object({ by: z.string(), on: z.string(), basis: z.string() })),
  /** Why it tells nobody anything now (rubric or group gone, indicator unknown, channel not entered), else null. Of one that comes from a file: with the file and the place in it. */
  fault: z.nullable(Bilingual),
  /** That its board is not there yet: nothing is wrong with it. Null where it looks at one, cannot, or is switched off. */
  waiting: z.nullable(Bilingual),
  states: StateCounts,
})
export type Watch = z.infer<typeof Watch>
export const WatchList = z.object({ watches: z.array(Watch) })
export type WatchList = z.infer<typeof WatchList>

/** `POST /v1/watches/preview`: what a watch would have done over stored history. */
export const PreviewRequest = z.strictObject({ watch: WatchBody, from: z.iso.datetime({ offset: true }), until: z.iso.datetime({ offset: true }) })
export type PreviewRequest = z.infer<typeof PreviewRequest>
export const PreviewedAlert = z.object({ unit: z.string(), name: z.string(), nameEn: z.string(), firedAt: z.string(), endedAt: z.nullable(z.string()), text: Bilingual })
export type PreviewedAlert = z.infer<typeof PreviewedAlert>
export const WatchPreview = z.object({
  from: z.string(), until: z.string(),
  /** Alerts that would have fired, oldest first; at most 500 are listed, `total` counts all. */
  alerts: z.array(PreviewedAlert), total: z.number(),
  /** Seqs of the board that were looked at, and since when history is there at all. */
  seqs: z.number(), historyFrom: z.nullable(z.string()),
  text: Bilingual,
})
export type WatchPreview = z.infer<typeof WatchPreview>
