/** A piece of canonical content: the head as a whole, or one unit. */
export interface ContentPiece {
  kind: 'head' | 'unit'
  text: string
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, LIST, END] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]
const UNITS = Buffer.from(',"units":')

/** Takes the bytes of canonical content apart without ever holding more than one unit, or the head. Structure is ASCII, so bytes do. */
export class ContentScan {
  private pending = Buffer.alloc(0)
  private at = 0
  private start = 0
  private depth = 0
  private isText = false
  private isEscaped = false
  private isInUnits = false
  private isClosed = false

  /** Whether the content was read to its end: one object, units in it, nothing behind. */
  get isWhole(): boolean {
    return this.isClosed && this.at === this.pending.length && this.start === this.at
  }

  *push(chunk: Buffer): Generator<ContentPiece> {
    this.pending = Buffer.concat([this.pending.subarray(this.start), chunk])
    this.at -= this.start
    this.start = 0
    for (; this.at < this.pending.length && !this.isClosed; this.at++) {
      const piece = this.step(this.pending[this.at] ?? 0)
      if (piece) yield piece
    }
  }

  private step(byte: number): ContentPiece | null {
    if (this.isText) {
      if (this.isEscaped) this.isEscaped = false
      else if (byte === BACKSLASH) this.isEscaped = true
      else if (byte === QUOTE) this.isText = false
      return null
    }
    if (byte === QUOTE) this.isText = true
    else if (byte === OPEN || byte === LIST) return this.open(byte)
    else if (byte === CLOSE || byte === END) return this.close(byte)
    return null
  }

  private open(byte: number): ContentPiece | null {
    this.depth++
    if (this.isInUnits && this.depth === UNIT_DEPTH && byte === OPEN) this.start = this.at
    const isUnits = byte === LIST && this.depth === UNIT_DEPTH - 1 && !this.isInUnits && this.pending.subarray(Math.max(0, this.at - UNITS.length), this.at).equals(UNITS)
    if (!isUnits) return null
    const text = `${this.pending.subarray(0, this.at - UNITS.length).toString('utf8')}}`
    this.isInUnits = true
    this.start = this.at
    return { kind: 'head', text }
  }

  private close(byte: number): ContentPiece | null {
    this.depth--
    if (this.depth === 0) {
      this.isClosed = this.isInUnits
      this.start = this.at + 1
    }
    if (!this.isInUnits || this.depth !== UNIT_DEPTH - 1 || byte !== CLOSE) return null
    const text = this.pending.subarray(this.start, this.at + 1).toString('utf8')
    this.start = this.at + 1
    return { kind: 'unit', text }
  }
}

/** The content is the first level, the list of units the second. */
const UNIT_DEPTH = 3
