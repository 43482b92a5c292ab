/** Where the elements of a JSON array lie in its bytes, or the byte at which it stops being an array. */
export type ArrayElements = { elements: [from: number, until: number][] } | { brokenAt: number; expected: string }

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Finds the elements of a JSON array without reading them, so that a fault inside of one does not spoil its neighbours.
 * Only what keeps the elements apart is checked: brackets, quotes and commas.
 */
export function arrayElements(bytes: Uint8Array): ArrayElements {
  let at = skipBlanks(bytes, 0)
  if (bytes[at] !== OPEN_LIST) return { brokenAt: at, expected: 'the [ that opens a list of events' }
  at = skipBlanks(bytes, at + 1)
  const elements: [number, number][] = []
  if (bytes[at] !== CLOSE_LIST) {
    for (;;) {
      const until = endOfElement(bytes, at)
      if (until < 0) return { brokenAt: ~until, expected: 'brackets that match and quotes that close' }
      if (until === at) return { brokenAt: at, expected: 'an event' }
      elements.push([at, until])
      at = skipBlanks(bytes, until)
      if (bytes[at] !== COMMA) break
      at = skipBlanks(bytes, at + 1)
    }
  }
  if (bytes[at] !== CLOSE_LIST) return { brokenAt: at, expected: 'a comma or the ] that closes the list' }
  at = skipBlanks(bytes, at + 1)
  return at === bytes.length ? { elements } : { brokenAt: at, expected: 'nothing after the list' }
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at += 1
  return at
}

/** Where the element ends (after its last byte that is no blank), or the complement of the place at which it breaks. */
function endOfElement(bytes: Uint8Array, from: number): number {
  const open: number[] = []
  let at = from
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte === QUOTE) {
      at = endOfText(bytes, at + 1)
      if (at >= bytes.length) return ~at
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) open.push(byte)
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (open.length === 0) return byte === CLOSE_LIST ? withoutBlanks(bytes, from, at) : ~at
      if (open.pop() !== byte - 2) return ~at
      if (open.length === 0) return at + 1
    } else if (byte === COMMA && open.length === 0) return withoutBlanks(bytes, from, at)
  }
  return ~at
}

function endOfText(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return Math.min(at, bytes.length)
}

function withoutBlanks(bytes: Uint8Array, from: number, until: number): number {
  let end = until
  while (end > from && (bytes[end - 1] as number) <= 0x20) end -= 1
  return end
}
