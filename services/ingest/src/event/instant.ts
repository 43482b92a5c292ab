const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Epoch ms of an RFC 3339 instant with offset (`2021-12-15T10:30:00+08:00`), or NaN.
 * Means the same as the contract's `Instant`, but reads digits by hand: the hot path. Fractions finer than a millisecond are cut off.
 */
export function parseInstant(text: string): number {
  if (text.length < 20 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84) return NaN
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return NaN
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && hour <= 23 && minute <= 59 && second <= 59)) return NaN
  const zoneAt = endOfFraction(text)
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) + fractionMs(text, zoneAt) - offsetMs(text, zoneAt)
  // Date.UTC reads the years 0 to 99 as 1900 to 1999; no such time is meant by anybody.
  return year < 100 ? NaN : ms
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : DAYS[month - 1] ?? 0
}

function endOfFraction(text: string): number {
  if (text.charCodeAt(19) !== 46) return 19
  let at = 20
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1
  return at === 20 ? text.length : at
}

function fractionMs(text: string, end: number): number {
  let ms = 0
  for (let place = 0; place < 3; place += 1) ms = ms * 10 + (20 + place < end ? text.charCodeAt(20 + place) - 48 : 0)
  return ms
}

/** NaN where no offset follows. */
function offsetMs(text: string, at: number): number {
  const sign = text.charCodeAt(at)
  if (sign === 90) return text.length === at + 1 ? 0 : NaN
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58) return NaN
  const hours = twoDigits(text, at + 1)
  const minutes = twoDigits(text, at + 4)
  if (!(hours <= 23 && minutes <= 59)) return NaN
  return (hours * 60 + minutes) * (sign === 45 ? -60_000 : 60_000)
}
