import type { FileDelivery, FileFormat, SnapshotPlanBody } from '@tierline/contracts/snapshot/plan'
import { FILE_FORMATS } from '@tierline/contracts/snapshot/plan'

/** A line of the bulletin as the form holds it; all empty: there is none. */
export interface LineDraft { score: string; by: string; on: string }
/** A delivery as the form holds it. */
export interface DeliveryDraft { to: 'folder' | 'channel'; name: string; formats: FileFormat[] }

/** A freeze plan as the form holds it: every field a text. */
export interface PlanDraft {
  id: string
  titleZh: string
  titleEn: string
  board: string
  period: SnapshotPlanBody['period']
  schedule: string
  checkingDays: string
  objectionDays: string
  algorithm: SnapshotPlanBody['algorithm']
  addressees: string
  issuer: string
  number: string
  praise: LineDraft
  name: LineDraft
  deliver: DeliveryDraft[]
  enabled: boolean
}

/** A field of the editor at which something is missing or wrong, with the sentence's key. */
export type PlanFaults = Readonly<Record<string, 'missing' | 'decimal' | 'days' | 'linePart' | 'needFormats'>>

const NO_LINE: LineDraft = { score: '', by: '', on: '' }

/** An empty draft, or one of a plan that is to be changed. */
export function draftOf(plan: SnapshotPlanBody | null): PlanDraft {
  if (!plan) return { id: '', titleZh: '', titleEn: '', board: '', period: 'month', schedule: '0 9 5 * *', checkingDays: '', objectionDays: '', algorithm: 'sha256', addressees: '', issuer: '', number: '', praise: { ...NO_LINE }, name: { ...NO_LINE }, deliver: [], enabled: true }
  const { id, title, rubric, group, period, schedule, steps, algorithm, bulletin, deliver, enabled } = plan
  return {
    id, titleZh: title.zh, titleEn: title.en, board: `${rubric}/${group}`, period, schedule, checkingDays: daysText(steps.checkingDays), objectionDays: daysText(steps.objectionDays), algorithm,
    addressees: bulletin.addressees, issuer: bulletin.issuer, number: bulletin.number ?? '', praise: { ...(bulletin.praise ?? NO_LINE) }, name: { ...(bulletin.name ?? NO_LINE) },
    deliver: deliver.map((one) => ({ to: one.to, name: one.to === 'folder' ? one.folder : one.channel, formats: [...one.formats] })), enabled,
  }
}

/** What is missing or cannot be read, by field; the server checks all else. */
export function planFaults(draft: PlanDraft): PlanFaults {
  const faults: Record<string, PlanFaults[string]> = {}
  for (const field of ['id', 'titleZh', 'board', 'schedule', 'addressees', 'issuer'] as const) if (draft[field].trim() === '') faults[field] = 'missing'
  for (const field of ['checkingDays', 'objectionDays'] as const) if (!/^([1-9]\d{0,2})?$/.test(draft[field].trim())) faults[field] = 'days'
  for (const field of ['praise', 'name'] as const) {
    const filled = Object.values(draft[field]).filter((text: string) => text.trim() !== '').length
    if (filled > 0 && filled < 3) faults[field] = 'linePart'
    else if (filled === 3 && !/^-?\d+(\.\d+)?$/.test(draft[field].score.trim())) faults[field] = 'decimal'
  }
  draft.deliver.forEach((one, at) => {
    if (one.name.trim() === '') faults[`deliver-${at}`] = 'missing'
    else if (one.formats.length === 0) faults[`deliver-${at}`] = 'needFormats'
  })
  return faults
}

/** The plan that is sent; call it only where nothing is at fault. */
export function planOf(draft: PlanDraft): SnapshotPlanBody {
  const [rubric = '', group = ''] = draft.board.split('/')
  const days = (name: 'checkingDays' | 'objectionDays') => (draft[name].trim() === '' ? {} : { [name]: Number(draft[name]) })
  const line = (name: 'praise' | 'name') => (draft[name].score.trim() === '' ? {} : { [name]: trimmed(draft[name]) })
  return {
    id: draft.id.trim(), title: { zh: draft.titleZh.trim(), en: draft.titleEn.trim() || draft.titleZh.trim() }, rubric, group, period: draft.period, schedule: draft.schedule.trim(),
    steps: { ...days('checkingDays'), ...days('objectionDays') }, algorithm: draft.algorithm,
    bulletin: { addressees: draft.addressees.trim(), issuer: draft.issuer.trim(), ...(draft.number.trim() === '' ? {} : { number: draft.number.trim() }), ...line('praise'), ...line('name') },
    deliver: draft.deliver.map(deliveryOf), enabled: draft.enabled,
  }
}

function deliveryOf({ to, name, formats }: DeliveryDraft): FileDelivery {
  const chosen = FILE_FORMATS.filter((format) => formats.includes(format))
  return to === 'folder' ? { to, folder: name.trim(), formats: chosen } : { to, channel: name.trim(), formats: chosen }
}

function trimmed({ score, by, on }: LineDraft): LineDraft {
  return { score: score.trim(), by: by.trim(), on }
}

function daysText(days: number | undefined): string {
  return days === undefined ? '' : String(days)
}
