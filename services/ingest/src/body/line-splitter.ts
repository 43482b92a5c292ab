import { EVENT_LIMITS } from '@tierline/contracts/event'

const NEWLINE = 0x0a
const MAX_BYTES = EVENT_LIMITS.eventBytes

/** Takes one line at a time; null stands for a line that is over the limit of one event. */
export type LineSink = (line: Buffer | null) => void

/**
 * Cuts a stream of chunks into lines. A line cut in two by a chunk's end is put together again; of a line over the limit no more than
 * the limit is kept. Blank lines are passed over.
 */
export class LineSplitter {
  private parts: Buffer[] = []
  private keptBytes = 0
  private isTooLong = false

  constructor(private readonly sink: LineSink) {}

  push(chunk: Buffer): void {
    let from = this.keptBytes === 0 ? afterBlanks(chunk, 0) : 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      this.endLine(chunk.subarray(from, end))
      from = afterBlanks(chunk, end + 1)
    }
    if (from < chunk.length) this.keep(chunk.subarray(from))
  }

  /** The last line needs no newline. */
  end(): void {
    this.endLine(Buffer.alloc(0))
  }

  private endLine(rest: Buffer): void {
    if (this.isTooLong || this.keptBytes + rest.length > MAX_BYTES + 1) this.sink(null)
    else if (this.keptBytes === 0) this.emit(rest)
    else this.emit(Buffer.concat([...this.parts, rest]))
    this.parts = []
    this.keptBytes = 0
    this.isTooLong = false
  }

  private emit(line: Buffer): void {
    const trimmed = trimEnd(line)
    if (trimmed.length > 0) this.sink(trimmed)
  }

  private keep(part: Buffer): void {
    if (this.isTooLong) return
    this.keptBytes += part.length
    if (this.keptBytes <= MAX_BYTES + 1) this.parts.push(part)
    else {
      this.isTooLong = true
      this.parts = []
    }
  }
}

/** Blanks in front of a line say nothing; a body of nothing but line ends is passed over at the cost of reading it. */
function afterBlanks(chunk: Buffer, from: number): number {
  let at = from
  while (at < chunk.length && (chunk[at] as number) <= 0x20) at += 1
  return at
}

/** Without the carriage return or blanks at the end; a line of blanks becomes empty. */
function trimEnd(line: Buffer): Buffer {
  let end = line.length
  while (end > 0 && (line[end - 1] as number) <= 0x20) end -= 1
  return end === line.length ? line : line.subarray(0, end)
}
