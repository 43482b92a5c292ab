import type { Finding, Readiness, ReadinessCheck } from '@tierline/platform/http/operations/readiness'
import type { Platform } from '@tierline/platform/platform'
import type { BoardReader } from '@tierline/boards/board/board-reader'

interface Parts {
  platform: Platform
  reader: BoardReader
  readiness: Readiness
}

/** Whether people may be sent here: every board has been scored once since it was made. Also says the stored clock. */
export class BoardsScored implements ReadinessCheck {
  readonly name = 'the database'
  /** Boards of a new month are made later, while the others serve; they do not take readiness back. */
  private hasScored = false

  constructor(private readonly platform: Pick<Platform, 'config' | 'rules'>, private readonly reader: BoardReader) {}

  /** Makes it and adds it to what the process waits for. */
  static awaited({ platform, reader, readiness }: Parts): BoardsScored {
    const check = new BoardsScored(platform, reader)
    readiness.add(check)
    return check
  }

  async ask(): Promise<Finding> {
    const { instant } = await this.reader.watermark()
    if (this.hasScored) return { instant }
    const boards = await this.reader.seqs()
    this.hasScored = boards.length > 0 && boards.every(({ seq }) => seq > 0)
    return this.hasScored ? { instant } : { instant, waitsFor: boards.length > 0 || this.platform.rules.rubrics.length > 0 ? 'the first scores of the boards' : this.noRubric() }
  }

  private noRubric(): string {
    return `a rubric: the rules folder ${this.platform.config.rulesFolder} holds none, so there is no board to score. Put one there, or name another folder in TIERLINE_RULES, and start again`
  }
}
