import type { NewJudgement } from '@tierline/contracts/judgement'
import type { Fault } from '@tierline/contracts/problem'
import type { ApiKey } from '@tierline/platform/api-keys'
import type { StoredUnit } from '@tierline/platform/directory.store'
import { ProblemError } from '@tierline/platform/http/problem'
import { shown } from './entry-faults.ts'

/** Refuses an entry about a unit that the key does not name. */
export function permitUnit(key: ApiKey, unit: StoredUnit): void {
  if (key.units === null || key.units.has(unit.code)) return
  throw forbidden(`The key "${key.name}" may not enter anything about ${unit.name} (${unit.code}). Ask for a key that names this unit.`)
}

/** Refuses what only an assessor enters to a key that may only claim; every such entry is named. What a withdrawal withdraws is looked at when it is stored. */
export function permitKinds(key: ApiKey, judgements: readonly Pick<NewJudgement, 'kind'>[]): void {
  if (isAssessor(key)) return
  const faults = judgements.flatMap(({ kind }, at): Fault[] => (kind === 'claimed' || kind === 'withdrawn' ? [] : [{
    path: judgements.length > 1 ? `${at}.kind` : 'kind', found: shown(kind), expected: 'claimed: a unit claims points for itself; points, facts, adjustments, not applicable and vetoes are an assessor’s',
    mend: 'Send it as "claimed", or with a key that has the role judge.',
  }]))
  if (faults.length > 0) throw forbidden(onlyClaims(key), faults)
}

/** Refuses the withdrawal of an assessor's entry to a key that may only claim. */
export function permitWithdrawal(key: ApiKey, withdrawn: Pick<NewJudgement, 'kind'> & { id: number }): void {
  if (isAssessor(key) || withdrawn.kind === 'claimed') return
  throw forbidden(`${onlyClaims(key)} Judgement ${withdrawn.id} is of the kind "${withdrawn.kind}", which only a key with the role judge withdraws.`)
}

const isAssessor = (key: ApiKey): boolean => key.roles.has('judge')

const onlyClaims = (key: ApiKey): string => `The key "${key.name}" has the roles ${[...key.roles].join(', ')}; without the role judge it enters and withdraws claims of its units and nothing else. Ask for a key with that role.`

function forbidden(detail: string, faults: readonly Fault[] = []): ProblemError {
  return new ProblemError(403, 'not_permitted', { title: 'The key does not permit this', detail, ...(faults.length > 0 ? { faults: [...faults] } : {}) })
}
