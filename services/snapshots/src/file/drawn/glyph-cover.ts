/** Which characters a font has, read from its `cmap` table (OpenType 1.9, formats 4 and 12). */
export class GlyphCover {
  /** @param ranges first and last code points of runs that have a glyph. */
  private constructor(private readonly ranges: readonly (readonly [number, number])[]) {}

  static of(font: Buffer, name: string): GlyphCover {
    const table = tableOf(font, 'cmap')
    const subtables = table === null ? [] : subtablesOf(font, table)
    const best = subtables.find(({ format }) => format === 12) ?? subtables.find(({ format }) => format === 4)
    if (!best) throw new Error(`${name}: found no character map of format 4 or 12, expected an OpenType or TrueType font (no collection, no WOFF); name another one by TIERLINE_FONTS`)
    return new GlyphCover(best.format === 12 ? groupsOf(font, best.at) : segmentsOf(font, best.at))
  }

  has(codePoint: number): boolean {
    let [low, high] = [0, this.ranges.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const [first = 0, last = 0] = this.ranges[middle] ?? []
      if (codePoint < first) high = middle - 1
      else if (codePoint > last) low = middle + 1
      else return true
    }
    return false
  }
}

function tableOf(font: Buffer, tag: string): number | null {
  const count = font.readUInt16BE(4)
  for (let at = 12; at < 12 + 16 * count; at += 16) if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8)
  return null
}

function subtablesOf(font: Buffer, table: number): { format: number; at: number }[] {
  return Array.from({ length: font.readUInt16BE(table + 2) }, (_, index) => {
    const at = table + font.readUInt32BE(table + 4 + 8 * index + 4)
    return { format: font.readUInt16BE(at), at }
  })
}

/** Format 12: groups of first, last, first glyph. */
function groupsOf(font: Buffer, at: number): [number, number][] {
  return Array.from({ length: font.readUInt32BE(at + 12) }, (_, index) => {
    const group = at + 16 + 12 * index
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)]
  })
}

/** Format 4: segments whose single characters may still map to no glyph. */
function segmentsOf(font: Buffer, at: number): [number, number][] {
  const size = font.readUInt16BE(at + 6)
  const ranges: [number, number][] = []
  for (let segment = 0; segment < size; segment += 2) {
    const last = font.readUInt16BE(at + 14 + segment)
    const first = font.readUInt16BE(at + 16 + size + segment)
    const offsetAt = at + 16 + 3 * size + segment
    const [delta, offset] = [font.readInt16BE(at + 16 + 2 * size + segment), font.readUInt16BE(offsetAt)]
    for (let code = first; code <= last && code < 0xffff; code++) {
      const glyph = offset === 0 ? (code + delta) & 0xffff : font.readUInt16BE(offsetAt + offset + 2 * (code - first))
      if (glyph === 0) continue
      const before = ranges.at(-1)
      if (before && before[1] === code - 1) before[1] = code
      else ranges.push([code, code])
    }
  }
  return ranges
}
