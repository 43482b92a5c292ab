import * as z from 'zod/mini'
import { BoardKey } from '../board.ts'
import { Bilingual, Decimal } from '../text.ts'
import { FrozenRow, SnapshotHead } from './content.ts'
import { FileFormat } from './plan.ts'

const Words = z.string().check(z.minLength(1), z.maxLength(2_000))

/** draft 草稿 → checking 核对 → objections 异议 → final 定稿 → issued 签发 → withdrawn 撤回; superseded 已被修订: a later revision is issued. */
export const SNAPSHOT_STATES = ['draft', 'checking', 'objections', 'final', 'issued', 'withdrawn', 'superseded'] as const
export const SnapshotState = z.enum(SNAPSHOT_STATES)
export type SnapshotState = z.infer<typeof SnapshotState>

export const SnapshotStep = z.object({ at: z.string(), state: z.string(), by: z.string(), note: z.string() })
export type SnapshotStep = z.infer<typeof SnapshotStep>

/** A snapshot in a list. */
export const Snapshot = z.object({
  id: z.number(), key: BoardKey, title: Bilingual, groupTitle: Bilingual, periodTitle: Bilingual,
  revision: z.number(), revises: z.nullable(z.number()), state: SnapshotState,
  cutoff: z.string(), frozenAt: z.string(), seq: z.number(), rubricHash: z.string(),
  algorithm: z.enum(['sha256', 'sm3']), hash: z.string(), previous: z.nullable(z.number()),
  units: z.number(), plan: z.nullable(z.string()), demo: z.boolean(),
  /** Steps that may be taken now, and when the plan takes the next one by itself. */
  moves: z.array(SnapshotState), due: z.nullable(z.string()),
  issued: z.nullable(z.object({ by: z.string(), at: z.string() })),
})
export type Snapshot = z.infer<typeof Snapshot>
/** `GET /v1/snapshots?rubric=&group=&period=&state=`, newest cut-off first. */
export const SnapshotList = z.object({ snapshots: z.array(Snapshot) })
export type SnapshotList = z.infer<typeof SnapshotList>

/** 异议: a unit disputes a leaf. An accepted one is an adjustment; no event is edited. */
export const Objection = z.object({
  id: z.number(), snapshot: z.number(), unit: z.string(), name: z.string(), nameEn: z.string(), indicator: z.string(), title: Bilingual,
  by: z.string(), at: z.string(), reason: z.string(), evidence: z.string(),
  state: z.enum(['open', 'accepted', 'rejected', 'withdrawn']),
  decision: z.nullable(z.object({ by: z.string(), at: z.string(), reason: z.string(), adjustment: z.nullable(Decimal) })),
  before: z.nullable(Decimal), after: z.nullable(Decimal),
})
export type Objection = z.infer<typeof Objection>
/** `POST /v1/snapshots/{id}/objections`. */
export const NewObjection = z.strictObject({ unit: Words, indicator: Words, by: Words, reason: Words, evidence: Words })
export type NewObjection = z.infer<typeof NewObjection>
/** `POST /v1/objections/{id}/decide`; `adjustment` in signed points where it is accepted. */
export const ObjectionDecision = z.strictObject({ accept: z.boolean(), adjustment: z.optional(Decimal), by: Words, reason: Words })
export type ObjectionDecision = z.infer<typeof ObjectionDecision>
export const ObjectionWithdrawal = z.strictObject({ by: Words, reason: Words })
export type ObjectionWithdrawal = z.infer<typeof ObjectionWithdrawal>

export const SnapshotDelivery = z.object({ target: z.string(), format: FileFormat, state: z.enum(['waiting', 'sent', 'failed']), at: z.nullable(z.string()), detail: z.nullable(z.string()) })
export type SnapshotDelivery = z.infer<typeof SnapshotDelivery>
/** `GET /v1/snapshots/{id}`. */
export const SnapshotDetail = z.extend(Snapshot, { steps: z.array(SnapshotStep), objections: z.array(Objection), deliveries: z.array(SnapshotDelivery), revisions: z.array(z.object({ id: z.number(), revision: z.number(), state: SnapshotState })), head: z.omit(SnapshotHead, { rubricText: true }) })
export type SnapshotDetail = z.infer<typeof SnapshotDetail>
/** `GET /v1/snapshots/{id}/rows`. */
export const SnapshotRows = z.object({ rows: z.array(FrozenRow) })
export type SnapshotRows = z.infer<typeof SnapshotRows>

/** `POST /v1/snapshots`: a freeze by hand; `cutoff` now where absent. */
export const NewSnapshot = z.strictObject({ key: BoardKey, cutoff: z.optional(z.iso.datetime({ offset: true })), by: Words, reason: Words })
export type NewSnapshot = z.infer<typeof NewSnapshot>
/** `POST /v1/snapshots/{id}/move`. */
export const SnapshotMove = z.strictObject({ to: SnapshotState, by: Words, note: Words })
export type SnapshotMove = z.infer<typeof SnapshotMove>
/** `POST /v1/snapshots/{id}/revisions`: freezes the same cut-off afresh, late facts included. */
export const NewRevision = z.strictObject({ by: Words, reason: Words })
export type NewRevision = z.infer<typeof NewRevision>

/** One figure that differs; `before` and `after` as they are printed. `indicator` null: the total, the rank or the tier. */
export const FigureDifference = z.object({ what: z.enum(['score', 'rank', 'tier', 'points', 'value', 'unit']), indicator: z.nullable(z.string()), title: Bilingual, before: z.nullable(z.string()), after: z.nullable(z.string()) })
export type FigureDifference = z.infer<typeof FigureDifference>
export const UnitDifference = z.object({ unit: z.string(), name: z.string(), nameEn: z.string(), differences: z.array(FigureDifference) })
export type UnitDifference = z.infer<typeof UnitDifference>
/**
 * `GET /v1/snapshots/{id}/late`: what it would be now, with facts that came later; `GET /v1/snapshots/{id}/difference?with={id}`: against another one.
 * `events`: late ones counted in its period, where known.
 */
export const SnapshotDifference = z.object({ before: z.string(), after: z.string(), sameRubric: z.boolean(), events: z.nullable(z.number()), units: z.array(UnitDifference), text: Bilingual })
export type SnapshotDifference = z.infer<typeof SnapshotDifference>

/** `POST /v1/snapshots/{id}/verify` and `tierline snapshot verify`: each check with what was found. `skipped`: it could not be made, and why. */
export const SnapshotCheck = z.object({ check: z.enum(['hash', 'chain', 'rubric', 'figures', 'events']), outcome: z.enum(['holds', 'broken', 'skipped']), text: Bilingual })
export type SnapshotCheck = z.infer<typeof SnapshotCheck>
export const SnapshotVerification = z.object({ id: z.nullable(z.number()), holds: z.boolean(), checks: z.array(SnapshotCheck) })
export type SnapshotVerification = z.infer<typeof SnapshotVerification>

/** A table of a file as it will be printed; cells are the texts of the file. `GET /v1/snapshots/{id}/preview?format=xlsx|csv|docx`. */
export const PreviewTable = z.object({ kind: z.literal('table'), title: z.string(), header: z.array(z.array(z.object({ text: z.string(), columns: z.number(), rows: z.number() }))), rows: z.array(z.array(z.string())), numeric: z.array(z.boolean()), more: z.number() })
export type PreviewTable = z.infer<typeof PreviewTable>
/** A paragraph of the bulletin. */
export const PreviewParagraph = z.object({ kind: z.literal('paragraph'), style: z.enum(['title', 'addressees', 'heading', 'text', 'signature', 'note']), text: z.string() })
export type PreviewParagraph = z.infer<typeof PreviewParagraph>
export const FilePreview = z.object({ name: z.string(), blocks: z.array(z.discriminatedUnion('kind', [PreviewTable, PreviewParagraph])) })
export type FilePreview = z.infer<typeof FilePreview>

/** Socket.io, namespace `/live`, event `snapshots`, to everybody: something about snapshots or freeze plans has changed; ask again what is shown of them. */
export const SnapshotsMoved = z.object({ revision: z.number() })
export type SnapshotsMoved = z.infer<typeof SnapshotsMoved>
