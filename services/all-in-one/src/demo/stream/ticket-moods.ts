import type { Random } from '../random/random.ts'
import type { StreamDay } from './demo-stream.ts'
import type { TicketQuality } from './tickets.ts'

/** How a unit usually does: chances that a ticket is closed in time, and that the caller is content. */
export interface UsualQuality {
  onTime: number
  satisfied: number
}

/** A unit's work swings from month to month, and once the demo is live from day to day, around what it usually is. */
export function moods(usual: UsualQuality, random: Random): (day: StreamDay) => TicketQuality {
  let known = { name: '', quality: qualityOf(usual, 0) }
  return (day) => {
    const name = day.isLive ? day.date : day.month
    if (name !== known.name) known = { name, quality: qualityOf(usual, (random.next() - 0.5) * (day.isLive ? 2 : 1)) }
    return known.quality
  }
}

/** `mood` from −1, a bad time, to 1, a good one. */
function qualityOf({ onTime, satisfied }: UsualQuality, mood: number): TicketQuality {
  const better = (chance: number, swing: number): number => Math.min(0.995, chance + swing * mood)
  return {
    prompt: better(onTime, 0.06), onTime: better(onTime, 0.05), contacted: better(0.95, 0.05), satisfied: better(satisfied, 0.1),
    solved: better(0.5, 0.3), returned: Math.max(0.005, 0.03 - 0.02 * mood),
  }
}
