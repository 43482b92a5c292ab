import type { ChannelKind } from '@tierline/contracts/alert/channel'
import { SEVERITIES } from '@tierline/contracts/alert/watch'
import { bytesOf } from '@tierline/platform/channel/fit-bytes'
import { languageWords } from './message-words.ts'
import type { Language, Told } from './message-words.ts'

/** A message before it has a number: what `OutMessage` has, but for the id. */
export interface Composed {
  subject: string
  text: string
  markdown: string
  json: unknown
  language: Language
  items: number
}

export interface ComposeFor {
  kind: ChannelKind
  language: Language
  /** Without a slash at the end; null: links are paths. */
  publicUrl: string | null
  isDemo: boolean
}

/** Room for the lines of a message, in bytes of UTF-8, below what each robot takes (its adapter cuts what is longer), and how many lines people still read. */
const ROOM: Record<ChannelKind, { bytes: number; lines: number }> = {
  wecom: { bytes: 3_600, lines: 30 }, dingtalk: { bytes: 16_000, lines: 40 }, feishu: { bytes: 13_000, lines: 40 }, webhook: { bytes: 60_000, lines: 200 }, email: { bytes: 60_000, lines: 200 },
}
const TAIL_BYTES = 80

/** One message about some steps of alerts: of one board, or a digest of several. The latest step of an alert speaks for it; the worst come first, and who does not fit is counted. */
export function compose(told: readonly Told[], { kind, language, publicUrl, isDemo }: ComposeFor): Composed {
  const words = languageWords(language)
  const latest = worstFirst([...new Map([...told].sort((a, b) => a.step - b.step).map((one) => [one.alert, one])).values()])
  const isDigest = new Set(latest.map(({ board }) => board)).size > 1
  const linkOf = (one: Told): string => `${publicUrl ?? ''}${one.link}`
  const lines = (form: (one: Told, line: string) => string): string => {
    const all = latest.map((one, at) => `${at + 1}. ${form(one, words.line(one, isDigest))}`)
    const shown = fitting(all, ROOM[kind])
    const left = new Set(latest.slice(shown.length).map(({ board, unit }) => `${board} ${unit}`)).size
    return [...shown, ...(left > 0 ? [words.others(left)] : [])].join('\n')
  }
  const subject = `${isDemo ? words.demo : ''}${words.subject(latest, isDigest)}`
  return {
    subject, language, items: latest.length,
    text: lines((one, line) => `${line.replaceAll('**', '')} ${linkOf(one)}`),
    markdown: lines((one, line) => `${plain(line)} [${words.look}](${linkOf(one).replaceAll('(', '%28').replaceAll(')', '%29')})`),
    // Nobody else reads them, and they would be stored with every message.
    json: kind === 'webhook' ? { demo: isDemo, alerts: latest.map((one) => factsOf(one, linkOf(one))) } : {},
  }
}

function worstFirst(told: Told[]): Told[] {
  const isOver = ({ kind }: Told): number => Number(kind === 'recovered' || kind === 'ended')
  const loud = ({ severity }: Told): number => SEVERITIES.indexOf(severity)
  return told.sort((a, b) => isOver(a) - isOver(b) || loud(b) - loud(a) || (b.facts.rank ?? 0) - (a.facts.rank ?? 0) || a.alert - b.alert)
}

function fitting(lines: readonly string[], { bytes, lines: most }: { bytes: number; lines: number }): string[] {
  let used = TAIL_BYTES
  const shown: string[] = []
  for (const line of lines.slice(0, most)) {
    used += bytesOf(line) + 1
    if (used > bytes) break
    shown.push(line)
  }
  return shown
}

/** Robots read tags (`<at id=all>`) and links in markdown; what titles and names hold is none. */
const plain = (text: string): string => text.replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('[', '［').replaceAll(']', '］')

const factsOf = ({ alert, step, kind, severity, watch, watchTitle, key, boardTitle, unit, name, nameEn, at, firedAt, text, facts }: Told, link: string): object =>
  ({ alert, step, kind, severity, watch, watchTitle, board: key, boardTitle, unit, name, nameEn, at: new Date(at).toISOString(), firedAt: new Date(firedAt).toISOString(), text, facts, link })
