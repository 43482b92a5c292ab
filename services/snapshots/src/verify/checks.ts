import type { SnapshotCheck, SnapshotVerification } from '@tierline/contracts/snapshot/snapshot'
import type { Bilingual } from '@tierline/contracts/text'
import type * as z from 'zod/mini'

export type Check = z.infer<typeof SnapshotCheck>
export type Verification = z.infer<typeof SnapshotVerification>

export const holds = (check: Check['check'], zh: string, en: string): Check => ({ check, outcome: 'holds', text: { zh, en } })
export const skipped = (check: Check['check'], zh: string, en: string): Check => ({ check, outcome: 'skipped', text: { zh, en } })
export const broken = (check: Check['check'], zh: string, en: string): Check => ({ check, outcome: 'broken', text: { zh, en } })

/** What was found wrong, shortened: the first ones, and how many there are. */
export function brokenBy(check: Check['check'], findings: readonly Bilingual[]): Check {
  const shown = findings.slice(0, MOST_SHOWN)
  const rest = findings.length - shown.length
  return broken(check, `${shown.map(({ zh }) => zh).join('；')}${rest > 0 ? `；另有 ${rest} 处` : ''}`, `${shown.map(({ en }) => en).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`)
}

const MOST_SHOWN = 5

/** It holds where nothing is broken; what was skipped is said beside it. */
export function verificationOf(id: number | null, checks: readonly Check[]): Verification {
  return { id, holds: checks.every(({ outcome }) => outcome !== 'broken'), checks: [...checks] }
}

/** A damaged content may still be JSON and lack what a check looks for: that is found by it, not thrown. */
export function unbroken(check: Check['check'], work: () => Check): Check {
  try {
    return work()
  } catch {
    return broken(check, '内容残缺，无法核对', 'the content lacks what this check needs')
  }
}
