import type { Platform } from '@tierline/platform/platform'
import type { BoardReader } from '../board/board-reader.ts'

/** What `GET /readyz` says; `waitsFor` is there while it is not ready. */
export interface Ready {
  ready: boolean
  build: string
  /** The stored clock, ISO; null where the database does not answer. */
  instant: string | null
  demo: boolean
  bureau: string
  waitsFor?: string
}

/** Longer than this is no answer: whoever asks wants to know whether to send people here now. */
const PATIENCE_MS = 2_000

/** Whether people may be sent here: the database answers, and every board has been scored once since it was made. */
export class Readiness {
  /** Boards of a new month are made later, while the others serve; they do not take readiness back. */
  private hasScored = false

  constructor(private readonly platform: Platform, private readonly reader: BoardReader) {}

  async ask(): Promise<Ready> {
    const { config: { build, bureau }, isDemo } = this.platform
    const found = { build, demo: isDemo, bureau }
    try {
      const instant = await within(PATIENCE_MS, this.look())
      return this.hasScored ? { ready: true, instant, ...found } : { ready: false, instant, ...found, waitsFor: 'the first scores of the boards' }
    } catch (error) {
      this.platform.logger.warn({ err: error }, 'not ready: the database does not answer')
      return { ready: false, instant: null, ...found, waitsFor: 'the database' }
    }
  }

  private async look(): Promise<string> {
    if (!this.hasScored) {
      const boards = await this.reader.seqs()
      this.hasScored = boards.length > 0 && boards.every(({ seq }) => seq > 0)
    }
    return (await this.reader.watermark()).instant
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
