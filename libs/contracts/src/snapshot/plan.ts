import * as z from 'zod/mini'
import { Slug } from '../alert/watch.ts'
import { Bilingual, Day, Decimal } from '../text.ts'

const Words = z.string().check(z.minLength(1), z.maxLength(2_000))
const Days = z.number().check(z.int(), z.minimum(1), z.maximum(365))

export const FILE_FORMATS = ['xlsx', 'csv', 'docx', 'pdf', 'png', 'json'] as const
export const FileFormat = z.enum(FILE_FORMATS)
export type FileFormat = z.infer<typeof FileFormat>

/** A threshold of the bulletin, declared by the bureau with name and day; of the total, or of an indicator's figure. */
const Threshold = z.strictObject({ score: Decimal, by: Words, on: Day })

/** What the bulletin (通报) says besides its figures. */
export const BulletinWords = z.strictObject({
  /** 主送. */
  addressees: Words,
  issuer: Words,
  /** Number of the document (发文字号), where it has one. */
  number: z.optional(Words),
  /** Units at or above are praised by name, units below are named (点名); absent: nobody is. */
  praise: z.optional(Threshold),
  name: z.optional(Threshold),
})
export type BulletinWords = z.infer<typeof BulletinWords>

/** Where files go by themselves once a snapshot is issued: a folder under the installation's export folder, or a channel of kind e-mail (files attached) or webhook (files by link). */
export const FileDelivery = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('folder'), folder: z.string().check(z.regex(/^[A-Za-z0-9_\-/]{1,200}$/)), formats: z.array(FileFormat).check(z.minLength(1)) }),
  z.strictObject({ to: z.literal('channel'), channel: Slug, formats: z.array(FileFormat).check(z.minLength(1)) }),
])
export type FileDelivery = z.infer<typeof FileDelivery>

/** How one rubric's boards of one group are frozen; a file under `rubrics/snapshot-plans/`, or through the API. */
export const SnapshotPlanBody = z.strictObject({
  id: Slug,
  title: Bilingual,
  rubric: z.string(),
  group: z.string(),
  period: z.enum(['month', 'quarter', 'year']),
  /** When the period before is frozen: five or six cron fields, Asia/Shanghai; the instant is the cut-off. */
  schedule: z._default(z.string(), '0 9 5 * *'),
  /** Days for the units to check, and to object; absent: the step is left out. */
  steps: z._default(z.strictObject({ checkingDays: z.optional(Days), objectionDays: z.optional(Days) }), {}),
  algorithm: z._default(z.enum(['sha256', 'sm3']), 'sha256'),
  bulletin: BulletinWords,
  deliver: z._default(z.array(FileDelivery), []),
  enabled: z._default(z.boolean(), true),
})
export type SnapshotPlanBody = z.infer<typeof SnapshotPlanBody>
/** A file under `rubrics/snapshot-plans/`. */
export const SnapshotPlanFile = z.strictObject({ plans: z.array(SnapshotPlanBody), by: Words, on: Day })
export type SnapshotPlanFile = z.infer<typeof SnapshotPlanFile>
export const SnapshotPlanChange = z.strictObject({ plan: SnapshotPlanBody, by: Words, reason: Words })
export type SnapshotPlanChange = z.infer<typeof SnapshotPlanChange>
export const SnapshotPlan = z.object({ plan: SnapshotPlanBody, version: z.number(), origin: z.enum(['file', 'entered']), by: z.string(), at: z.string(), reason: z.string(), next: z.nullable(z.object({ cutoff: z.string(), period: z.string() })), fault: z.nullable(Bilingual) })
export type SnapshotPlan = z.infer<typeof SnapshotPlan>
export const SnapshotPlanList = z.object({ plans: z.array(SnapshotPlan) })
export type SnapshotPlanList = z.infer<typeof SnapshotPlanList>
/** `DELETE /v1/snapshot-plans/{id}`, and what it replies. */
export const SnapshotPlanRemoval = z.strictObject({ by: Words, reason: Words })
export type SnapshotPlanRemoval = z.infer<typeof SnapshotPlanRemoval>
export const RemovedPlan = z.object({ removed: z.string() })
export type RemovedPlan = z.infer<typeof RemovedPlan>
