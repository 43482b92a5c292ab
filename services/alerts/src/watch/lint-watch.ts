import type { WatchBody } from '@tierline/contracts/alert/watch'
import type { Fault } from '@tierline/contracts/problem'
import type { Directory } from '@tierline/platform/directory'
import type { Rubric } from '@tierline/scoring'
import { shown } from './contract-faults.ts'
import { unknown } from './complaint.ts'
import type { Complain } from './complaint.ts'
import { frameFaults } from './board/frame-faults.ts'
import { conditionFaults } from './lint-condition.ts'

/** What a watch may name. */
export interface WatchContext {
  /** The version of each rubric that a watch is held against. */
  rubrics: ReadonlyMap<string, Rubric>
  directory: Directory
  /** Event types of the catalogue. */
  types: ReadonlySet<string>
  /** Ids of channels; null where they are not held against it. */
  channels: ReadonlySet<string> | null
  /** Ids of all watches, this one among them. */
  watches: ReadonlySet<string>
}

/** Everything that is wrong with a watch that fits the contract; `at` is its place. */
export function lintWatch(watch: WatchBody, context: WatchContext, at = ''): Fault[] {
  const faults: Fault[] = []
  const complain: Complain = (path, about) => void faults.push({ path: at === '' ? path : `${at}.${path}`, ...about })
  const rubric = context.rubrics.get(watch.rubric) ?? null
  for (const { path, found, known, what } of frameFaults(watch, { rubric, rubrics: [...context.rubrics.keys()], directory: context.directory })) complain(path, unknown(found, known, what.en))
  unitFaults(watch, context.directory, complain)
  conditionFaults(watch, { rubric, types: context.types }, complain)
  messageFaults(watch, context, complain)
  return faults
}

function unitFaults({ units = [], group }: WatchBody, directory: Directory, complain: Complain): void {
  const members = directory.group(group)?.units
  for (const [n, text] of units.entries()) {
    const unit = directory.unitByCodeOrAlias(text)
    if (!unit) complain(`units[${n}]`, { found: shown(text), expected: 'the code or an alias of a unit', mend: 'Correct it, or enter the alias first.' })
    else if (members && !members.some(({ id }) => id === unit.id)) complain(`units[${n}]`, { found: `${shown(text)} (${unit.name})`, expected: `a member of the group ${group}`, mend: 'Leave it out, or watch its own group.' })
  }
}

function messageFaults({ id, channels, escalation, mutedBy, quiet }: WatchBody, context: WatchContext, complain: Complain): void {
  const hold = (path: string, ids: readonly string[]): void => {
    for (const [n, channel] of ids.entries()) if (context.channels && !context.channels.has(channel)) complain(`${path}[${n}]`, unknown(channel, [...context.channels], 'a channel that was entered'))
  }
  hold('channels', channels)
  for (const [n, step] of escalation.entries()) {
    hold(`escalation[${n}].channels`, step.channels)
    const before = escalation[n - 1]?.afterMinutes ?? -1
    if (step.afterMinutes <= before) complain(`escalation[${n}].afterMinutes`, { found: String(step.afterMinutes), expected: `more than ${before}, the step before`, mend: 'Put the steps in their order in time.' })
  }
  const others = [...context.watches].filter((other) => other !== id)
  for (const [n, other] of mutedBy.entries()) if (!others.includes(other)) complain(`mutedBy[${n}]`, unknown(other, others, 'the id of another watch'))
  for (const [n, { from, until }] of (quiet?.hours ?? []).entries()) {
    if (from === until) complain(`quiet.hours[${n}]`, { found: `${from} to ${until}`, expected: 'two different times of day', mend: 'Say until when it is quiet.' })
  }
}
