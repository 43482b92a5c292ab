import type { Objection } from '@tierline/contracts/snapshot/snapshot'
import type { Statements } from '@tierline/platform/database/database'
import { isoOf } from '@tierline/boards/board/watermark.store'
import { readNames, readTitles } from '../freeze/snapshot.store.ts'
import type { ObjectionRecord } from './objection.store.ts'

/** Objections as the contract has them, with the names that the snapshot has frozen. */
export async function shownObjection(db: Statements, snapshot: number, records: readonly ObjectionRecord[]): Promise<Objection[]> {
  if (records.length === 0) return []
  const [names, titles] = [await readNames(db, snapshot, records.map(({ unit }) => unit)), await readTitles(db, snapshot)]
  return records.map((record) => {
    const { id, unit, indicator, entered_by: by, entered_at: at, reason, evidence, state, decided_by: decider, decided_at: decidedAt, decision, adjustment, points_before: before, points_after: after } = record
    return {
      id, snapshot, unit, name: names.get(unit)?.name ?? unit, nameEn: names.get(unit)?.nameEn ?? unit, indicator, title: titles.get(indicator) ?? { zh: indicator, en: indicator },
      by, at: isoOf(at), reason, evidence, state, before, after,
      decision: decider === null || decidedAt === null ? null : { by: decider, at: isoOf(decidedAt), reason: decision ?? '', adjustment },
    }
  })
}
