const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const SMALL_U = 0x75

/** What one pass over the bytes of a JSON text tells without reading its values. */
export interface JsonScan {
  /** Colons outside of strings: one for each member of each object, doubles included. */
  members: number
  /** The deepest nesting of objects and lists. */
  depth: number
  /** Whether a string has a `\u` escape, the only way in which NUL and lone surrogates come in. */
  hasUnicodeEscape: boolean
}

const scan: JsonScan = { members: 0, depth: 0, hasUnicodeEscape: false }

/** Scans the bytes of a JSON text; the result is valid until the next call. Makes sense only for a text that `JSON.parse` takes. */
export function scanJson(bytes: Uint8Array): JsonScan {
  const end = bytes.length
  let members = 0
  let depth = 0
  let deepest = 0
  scan.hasUnicodeEscape = false
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfString(bytes, at + 1, end)
    else if (byte === COLON) members += 1
    // `{` 0x7b and `[` 0x5b, `}` 0x7d and `]` 0x5d differ by one bit.
    else if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, (depth += 1))
    else if (byte === 0x7d || byte === 0x5d) depth -= 1
  }
  scan.members = members
  scan.depth = deepest
  return scan
}

function endOfString(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) {
      at += 1
      if (bytes[at] === SMALL_U) scan.hasUnicodeEscape = true
    }
  }
  return end
}
