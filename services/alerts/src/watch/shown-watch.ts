import { isoOf } from '@tierline/boards/board/watermark.store'
import type { InstanceState } from '@tierline/contracts/alert/alert'
import type { StateCounts, Watch, WatchBody } from '@tierline/contracts/alert/watch'
import type { Bilingual } from '@tierline/contracts/text'
import type { Directory } from '@tierline/platform/directory'
import type { Rubric } from '@tierline/scoring'
import { frameOn } from '../condition/frame.ts'
import type { Frame } from '../condition/frame.ts'
import { judgeOf } from '../condition/judge-of.ts'
import { conditionWords } from '../condition/words.ts'
import { frameWords, waitingWords } from './board/running-board.ts'
import type { RunningBoard } from './board/running-board.ts'
import type { FilePlace } from './read-watch-files.ts'
import type { StoredWatch } from './watch.store.ts'

/** What is known of a watch besides itself. */
export interface WatchSurroundings {
  counts: readonly { watch: string; state: InstanceState; n: number }[]
  /** Why it could not be evaluated when it last looked. */
  fault: Bilingual | null
  channels: ReadonlySet<string>
  /** Today, `YYYY-MM-DD`. */
  day: string
  /** The version in force today; null where there is none. */
  rubric: Rubric | null
  running: RunningBoard
  /** Whether the running board is there and was scored. */
  hasBoard: boolean
  /** Of one that comes from a file: where it stands. */
  place: FilePlace | null
  directory: Directory
}

const NONE: StateCounts = { normal: 0, pending: 0, alerting: 0, recovering: 0, no_data: 0, error: 0 }

/** A watch as the contract has it. */
export function shownWatch(stored: StoredWatch, surroundings: WatchSurroundings): Watch {
  const { counts, day, rubric, place } = surroundings
  const { id, version, body, origin, entered_by: by, entered_at: at, reason } = stored
  const frame = rubric && frameOn(rubric, day)
  const { condition } = body
  const states = counts.filter(({ watch }) => watch === id).map(({ state, n }) => [state, n] as const)
  return {
    watch: body, version, origin, ...(place ? { file: place.file } : {}), by, at: isoOf(at), reason, line: conditionWords(condition, frame),
    declared: condition.kind === 'tier_drop' && 'declared' in condition.line ? declaredOf(condition.line.declared) : null,
    fault: faultOf(body, frame, surroundings), waiting: waitingOf(body, surroundings), states: { ...NONE, ...Object.fromEntries(states) },
  }
}

/** Everything that keeps a watch from telling what it is for. */
function faultOf(body: WatchBody, frame: Frame | null, { fault, channels, running, hasBoard, place }: WatchSurroundings): Bilingual | null {
  const judge = frame && judgeOf(body, frame)
  const cannot = frameWords(running.faults) ?? (hasBoard ? fault : null) ?? (judge && typeof judge !== 'function' ? judge.fault : null)
  const faults = joined([cannot, missingChannels(body, channels)])
  return faults && place ? inFile(faults, place) : faults
}

function waitingOf({ enabled }: WatchBody, { running, hasBoard, directory }: WatchSurroundings): Bilingual | null {
  return enabled && running.faults.length === 0 && !hasBoard ? waitingWords(running, directory) : null
}

/** With the file that has to be opened. */
const inFile = ({ zh, en }: Bilingual, { file, at }: FilePlace): Bilingual => ({ zh: `${file}，${at}：${zh}`, en: `${file}: ${at}: ${en}` })

/** Sentences one after the other; null where there are none. */
function joined(sentences: readonly (Bilingual | null)[]): Bilingual | null {
  const said = sentences.filter((one) => one !== null)
  return said.length === 0 ? null : { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') }
}

/** Whether two watches say the same, however their keys are ordered. */
export function isSameBody(a: WatchBody, b: WatchBody): boolean {
  return ordered(a) === ordered(b)
}

const declaredOf = ({ by, on, basis }: { by: string; on: string; basis: string }): Watch['declared'] => ({ by, on, basis })

function missingChannels({ channels, escalation }: WatchBody, known: ReadonlySet<string>): Bilingual | null {
  const missing = [...new Set([...channels, ...escalation.flatMap((step) => step.channels)])].filter((id) => !known.has(id))
  return missing.length === 0 ? null : { zh: `消息渠道“${missing.join('、')}”尚未登记，预警照常触发，但不向其发送。`, en: `The channels ${missing.join(', ')} have not been entered; alerts fire, but nothing is sent there.` }
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part))
}
