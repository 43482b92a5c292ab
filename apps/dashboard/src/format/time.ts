const SHANGHAI_MS = 8 * 3_600_000

/** An instant in Asia/Shanghai as its parts, whatever zone the PC is set to. Takes an ISO string or epoch ms. */
export function shanghai(instant: string | number): { day: string; minute: string; second: string } {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant)
  const iso = Number.isFinite(ms) ? new Date(ms + SHANGHAI_MS).toISOString() : '----------T--:--:--'
  return { day: iso.slice(0, 10), minute: iso.slice(11, 16), second: iso.slice(11, 19) }
}

/** `2021-12-15 10:30:05`. */
export function instantText(instant: string | number): string {
  const at = shanghai(instant)
  return `${at.day} ${at.second}`
}

/** `10:30` on the day of `now`, `12-14` in its year, else `2020-12-14`: for a narrow column. */
export function briefInstantText(instant: string, now: string): string {
  const text = shortInstantText(instant, now)
  return text.length > 10 ? text.slice(0, 5) : text
}

/** `10:30` on the day of `now`, `12-14 10:30` in its year, else `2020-12-14`: as short as it can be without ambiguity. */
export function shortInstantText(instant: string, now: string): string {
  const at = shanghai(instant)
  const today = shanghai(now)
  if (at.day === today.day) return at.minute
  return at.day.slice(0, 4) === today.day.slice(0, 4) ? `${at.day.slice(5)} ${at.minute}` : at.day
}
