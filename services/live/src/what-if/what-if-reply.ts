import type { WhatIf } from '@tierline/contracts/rubric/what-if'
import type { Directory } from '@tierline/platform/directory'
import { boardHead } from '@tierline/scoring'
import type { BoardDifference } from '@tierline/scoring'
import { isoOf } from '@tierline/boards/board/watermark.store'
import type { BothViews } from './what-ifs.ts'

/** What was compared, as the contract has it, with the units' names. */
export function whatIfOf({ viewed, before, after, readings }: BothViews, { moved, rows }: BoardDifference, directory: Directory): WhatIf {
  const tiers = [after, before].flatMap(({ plan }) => boardHead(plan.rubric).tiers.map(({ id, title }) => ({ id, title })))
  return {
    key: viewed.key, seq: viewed.seq, asOf: isoOf(before.instant),
    before: nameOf(before), after: { ...nameOf(after), readings: readings.map(({ ambiguity, question, reading }) => ({ ambiguity, question, reading })) },
    tiers: tiers.filter((tier, at) => tiers.findIndex(({ id }) => id === tier.id) === at), moved,
    rows: rows.flatMap((row) => {
      const unit = directory.unitByCode(row.unit)
      return unit ? [{ ...row, name: unit.name, nameEn: unit.name_en }] : []
    }),
  }
}

const nameOf = ({ plan: { rubric } }: BothViews['before']): { version: string; hash: string } => ({ version: rubric.version, hash: rubric.hash })
