import type { IngestReply } from '@tierline/contracts/ingest'
import { openRows } from './rows/file-rows.ts'
import type { FileRow, FileRows } from './rows/file-rows.ts'
import type { ImportMap } from './rows/import-map.ts'
import type { ImportOrder } from './import-order.ts'
import type { Counts, ImportState } from './import-state.ts'
import { columnBehind } from './rows/map-columns.ts'
import { postEvents } from './post-events.ts'
import { sentenceParts } from './refusal-report.ts'
import type { Refusal, RefusalReport } from './refusal-report.ts'
import { RowEvents } from './rows/row-events.ts'
import type { RowEvent } from './rows/row-events.ts'

/** Events of one request, and rows that are settled together at most. */
const CHUNK = { events: 5_000, rows: 20_000 } as const
const PATIENCE_MS = 300_000

interface Chunk {
  events: (RowEvent & { row: number })[]
  refusals: Refusal[]
  rows: number
}

interface Keeping {
  state: ImportState
  report: RefusalReport
  bytesTotal: number
}

/**
 * One run over a file: 1 read rows → 2 make events → 3 post a chunk → 4 add to the report → 5 note how far.
 * A crash before 5 sends the chunk again, with the same ids, so nothing is counted twice; at most the report says it twice.
 */
export class ImportRun {
  private chunk: Chunk = emptyChunk()
  private underWay: Promise<void> = Promise.resolve()
  private failure: { error: unknown } | null = null
  private readonly source: FileRows
  private readonly maker: RowEvents | null

  constructor(private readonly order: ImportOrder, private readonly map: ImportMap | null, private readonly keeping: Keeping) {
    this.source = openRows(order.file, map)
    this.maker = map ? new RowEvents(map) : null
  }

  /** Goes on after `counts.rows` rows, which an earlier run has settled. */
  async all(counts: Counts): Promise<Counts> {
    let seen = 0
    for await (const row of this.source.rows) {
      seen += 1
      if (seen <= counts.rows) continue
      this.add(row)
      if (this.chunk.events.length >= CHUNK.events || this.chunk.rows + this.chunk.refusals.length >= CHUNK.rows) await this.handOver(counts)
    }
    await this.handOver(counts)
    await this.settled()
    return counts
  }

  private add(row: FileRow): void {
    this.chunk.rows += 1
    if ('fault' in row) {
      this.chunk.refusals.push({ line: row.line, id: '', code: 'not_sent', ...row.fault })
      return
    }
    if (!this.maker) {
      this.chunk.events.push({ id: String(row.columns.id), type: String(row.columns.type), line: row.text, row: row.line })
      return
    }
    const made = this.maker.of(row.columns)
    for (const event of made.events) this.chunk.events.push({ ...event, row: row.line })
    for (const fault of made.faults) this.chunk.refusals.push({ line: row.line, id: '', code: 'not_sent', ...fault })
  }

  /** Sends what has come together while the next rows are read; one chunk is under way at most. */
  private async handOver(counts: Counts): Promise<void> {
    await this.settled()
    const chunk = this.chunk
    this.chunk = emptyChunk()
    this.underWay = this.settle(chunk, counts).catch((error: unknown) => { this.failure = { error } })
  }

  private async settled(): Promise<void> {
    await this.underWay
    if (this.failure) throw this.failure.error
  }

  private async settle(chunk: Chunk, counts: Counts): Promise<void> {
    const to = { url: this.order.url, key: this.order.key, patienceMs: this.order.patienceMs ?? PATIENCE_MS }
    if (chunk.events.length > 0) {
      const reply = await postEvents(to, chunk.events.map(({ line }) => line), (reason) => this.tell(counts, reason))
      note(counts, reply)
      chunk.refusals.push(...this.refusalsOf(chunk, reply))
    }
    counts.notSent += chunk.refusals.filter(({ code }) => code === 'not_sent').length
    counts.events += chunk.events.length
    counts.rows += chunk.rows
    await this.keeping.report.add(chunk.refusals.sort((one, other) => one.line - other.line))
    await this.keeping.state.write(counts, this.keeping.report.lines)
    this.tell(counts, null)
  }

  private refusalsOf(chunk: Chunk, reply: IngestReply): Refusal[] {
    return [...reply.quarantined, ...reply.rejected].flatMap(({ index, code, detail }) => {
      const event = chunk.events[index]
      if (!event) return []
      const { where, found, expected, mend } = sentenceParts(detail)
      return [{ line: event.row, id: event.id, code, column: (this.map && columnBehind(this.map, event.type, where)) || where, found, expected, mend }]
    })
  }

  private tell(counts: Counts, waitingFor: string | null): void {
    this.order.onProgress?.({ ...counts, bytesRead: this.source.bytesRead(), bytesTotal: this.keeping.bytesTotal, waitingFor })
  }
}

function emptyChunk(): Chunk {
  return { events: [], refusals: [], rows: 0 }
}

function note(counts: Counts, reply: IngestReply): void {
  counts.accepted += reply.accepted
  counts.duplicates = counts.duplicates === null || reply.duplicates === null ? null : counts.duplicates + reply.duplicates
  counts.quarantined += reply.quarantined.length
  counts.rejected += reply.rejected.length
}
