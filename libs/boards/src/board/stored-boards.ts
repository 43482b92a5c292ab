import type { Board, BoardKey, Watermark } from '@tierline/contracts/board'
import type { Clock } from '@tierline/platform/clock'
import { BoardMirror } from './board-mirror.ts'
import type { MirrorParts } from './board-mirror.ts'
import { BoardReader } from './board-reader.ts'
import type { BoardSeq } from './board-reader.ts'
import { findBoard, readSeqs } from './board.store.ts'
import { readWatermark } from './watermark.store.ts'

export interface StoredBoardsParts extends MirrorParts {
  clock: Clock
}

/** Boards that are kept in memory; the one asked for longest ago goes first. */
const MOST_MIRRORS = 200

/** Reads live boards from the database, through a mirror each. */
export class StoredBoards extends BoardReader {
  private readonly mirrors = new Map<number, BoardMirror>()
  private readonly ids = new Map<string, number>()

  constructor(private readonly parts: StoredBoardsParts) {
    super()
    parts.directory.onReload(() => this.forget())
  }

  async read(key: BoardKey): Promise<Board | null> {
    const id = await this.idOf(key)
    return id === null ? null : await this.mirror(id).read()
  }

  async seqs(): Promise<BoardSeq[]> {
    return (await readSeqs(this.parts.db)).map(({ id, rubric, group, period, seq }) => ({ id, seq: Number(seq), key: { rubric, group, period } }))
  }

  async watermark(): Promise<Watermark> {
    return await readWatermark(this.parts.db, this.parts.clock.now())
  }

  /** The board's number in the database; null where there is none. */
  async idOf(key: BoardKey): Promise<number | null> {
    const name = JSON.stringify([key.rubric, key.group, key.period])
    const known = this.ids.get(name)
    if (known !== undefined) return known
    const id = await findBoard(this.parts.db, key)
    if (id !== null) this.ids.set(name, id)
    return id
  }

  private mirror(id: number): BoardMirror {
    const mirror = this.mirrors.get(id) ?? new BoardMirror(this.parts, id)
    this.mirrors.delete(id)
    this.mirrors.set(id, mirror)
    const [oldest] = this.mirrors.keys()
    if (this.mirrors.size > MOST_MIRRORS && oldest !== undefined) this.mirrors.delete(oldest)
    return mirror
  }

  private forget(): void {
    for (const mirror of this.mirrors.values()) mirror.forget()
  }
}
