import type { Board, BoardKey, BoardRow, Watermark } from '@tierline/contracts/board'
import { BoardReader } from '@tierline/boards/board/board-reader'
import type { BoardSeq } from '@tierline/boards/board/board-reader'
import { roomName } from '../push/room.ts'

const AT = '2021-11-18T10:20:00.000+08:00'

/** Boards in memory, each of two units, that a test moves by hand; a reading can be held up, and the store can fail. */
export class MemoryBoards extends BoardReader {
  /** Readings so far. */
  reads = 0
  /** While set, every call throws it. */
  failure: Error | null = null
  private readonly boards = new Map<string, { id: number; board: Board }>()
  private gate: Promise<void> = Promise.resolve()
  private watermarkGate: Promise<void> = Promise.resolve()

  /** Adds a board that was scored `seq` times, and returns its key. */
  add(group: string, seq = 1): BoardKey {
    const key = { rubric: 'trial', group, period: '2021-11' }
    const board = { ...HEAD, key, seq, rows: [row('341502', 1), row('341503', 2)] }
    this.boards.set(roomName(key), { id: this.boards.size + 1, board })
    return key
  }

  /** One more seq, with other figures; returns the board's number, which is what a signal says. */
  change(key: BoardKey, change: Partial<Board> = {}): number {
    const kept = this.kept(key)
    const seq = kept.board.seq + 1
    const rows = kept.board.rows.map((one) => one.unit === '341502' ? { ...one, score: `${seq}.00`, low: `${seq}.00`, high: `${seq}.00` } : one)
    kept.board = { ...kept.board, rows, ...change, seq }
    return kept.id
  }

  seq(key: BoardKey): number {
    return this.kept(key).board.seq
  }

  /** Holds every reading of a board back, after it was taken, until the returned function is called. */
  hold(): () => void {
    const [gate, release] = shut()
    this.gate = gate
    return release
  }

  /** The same for the watermark. */
  holdWatermark(): () => void {
    const [gate, release] = shut()
    this.watermarkGate = gate
    return release
  }

  async read(key: BoardKey): Promise<Board | null> {
    this.reads += 1
    if (this.failure) throw this.failure
    const board = this.boards.get(roomName(key))?.board ?? null
    await this.gate
    return board
  }

  seqs(): Promise<BoardSeq[]> {
    if (this.failure) return Promise.reject(this.failure)
    return Promise.resolve([...this.boards.values()].map(({ id, board: { key, seq } }) => ({ key, id, seq })))
  }

  async watermark(): Promise<Watermark> {
    if (this.failure) throw this.failure
    await this.watermarkGate
    return HEAD.watermark
  }

  private kept(key: BoardKey): { id: number; board: Board } {
    const kept = this.boards.get(roomName(key))
    if (!kept) throw new Error(`${roomName(key)}: no such board in memory, expected one that was added`)
    return kept
  }
}

function shut(): [gate: Promise<void>, release: () => void] {
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => { release = resolve })
  return [gate, release]
}

const HEAD: Omit<Board, 'key' | 'seq' | 'rows'> = {
  title: { zh: '试', en: 'Trial' }, group: { id: 'g', title: { zh: '组', en: 'Group' }, note: null, demo: true },
  period: { id: '2021-11', title: { zh: '2021 年 11 月', en: 'November 2021' }, from: '2021-11-01T00:00:00.000+08:00', until: '2021-12-01T00:00:00.000+08:00', state: 'open' },
  asOf: AT, reading: 'live', rubric: { id: 'trial', version: '1', hash: 'h', title: { zh: '试', en: 'Trial' }, points: '100', source: '示例' },
  baseline: null, ranking: { by: 'score', title: { zh: '总分', en: 'Total' }, ownOrder: false }, conversion: null, vetoes: [], tiers: [], tiersDeclared: false,
  indicators: [], summaries: [], provisional: false, demo: true,
  watermark: { instant: AT, lastEventAt: AT, lastArrivedAt: AT, position: { 0: '1' } },
}

const row = (unit: string, rank: number): BoardRow => ({
  unit, name: unit, nameEn: unit, short: unit, initials: unit, order: rank, rank, unrankedBecause: null, previousRank: null, previousScore: null,
  score: '1.00', low: '1.00', high: '1.00', tier: null, gapAbove: null, nextTier: null, converted: null, vetoes: [], gated: [], headroom: null, sample: null, lastEventAt: null,
  unknownLeaves: 0, claimedLeaves: 0, cells: {}, spark: [],
})
