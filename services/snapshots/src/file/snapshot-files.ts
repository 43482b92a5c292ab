import { FILE_FORMATS } from '@tierline/contracts/snapshot/plan'
import type { FileFormat } from '@tierline/contracts/snapshot/plan'
import type { FilePreview } from '@tierline/contracts/snapshot/snapshot'
import type { FilesConfig } from '@tierline/platform/config'
import type { Statements } from '@tierline/platform/database/database'
import { ProblemError, notFound } from '@tierline/platform/http/problem'
import type { FrozenSnapshot } from '../freeze/frozen.ts'
import { openFrozen } from '../freeze/snapshot.store.ts'
import { DrawingThread } from './drawn/drawing-thread.ts'
import { MissingGlyphs } from './drawn/fonts.ts'
import { previewOf } from './preview.ts'
import type { PreviewedFormat } from './preview.ts'
import { writeFile } from './write-file.ts'
import type { WrittenFile } from './write-file.ts'

/** A file that may be written. */
export interface OpenedFile {
  /** The same for the same content, state and format. */
  tag: string
  /** A name in ASCII. */
  plainName: string
  write(): Promise<WrittenFile>
}

const PREVIEWED: readonly PreviewedFormat[] = ['xlsx', 'csv', 'docx']

/** The files of stored snapshots, as people ask for them. */
export class SnapshotFiles {
  private readonly thread: DrawingThread

  constructor(private readonly db: Statements, { fontsFolder }: Pick<FilesConfig, 'fontsFolder'>) {
    this.thread = new DrawingThread(fontsFolder)
  }

  /** @throws ProblemError 404 where there is no such snapshot, 400 for another format. */
  async open(id: string, text: string): Promise<OpenedFile> {
    const format = FILE_FORMATS.find((one) => one === text)
    if (!format) throw unknownFormat(text, FILE_FORMATS)
    const frozen = await this.frozen(id)
    return { tag: fileTag(frozen, format), plainName: `snapshot-${frozen.id}.${format}`, write: () => this.write(frozen, format) }
  }

  async preview(id: string, text: string): Promise<FilePreview> {
    const format = PREVIEWED.find((one) => one === text)
    if (!format) throw unknownFormat(text, PREVIEWED)
    return await previewOf(await this.frozen(id), format)
  }

  /** @throws ProblemError 422 that names the characters which the font has not. */
  async write(frozen: FrozenSnapshot, format: FileFormat): Promise<WrittenFile> {
    try {
      return await writeFile(frozen, format, (drawn, as) => this.thread.draw(drawn, as))
    } catch (error) {
      if (error instanceof MissingGlyphs) throw new ProblemError(422, 'missing_glyphs', { title: 'The font lacks characters', detail: error.message })
      throw error
    }
  }

  private async frozen(id: string): Promise<FrozenSnapshot> {
    const frozen = /^[1-9]\d{0,14}$/.test(id) ? await openFrozen(this.db, Number(id)) : null
    if (!frozen) throw notFound('snapshot', id, 'GET /v1/snapshots lists them.')
    return frozen
  }
}

/** What decides the bytes of a file: content, state (printed in it), who issued it, and the format. */
export function fileTag({ hash, state, issued }: Pick<FrozenSnapshot, 'hash' | 'state' | 'issued'>, format: FileFormat): string {
  return `W/"${hash}-${state}${issued ? `-${Date.parse(issued.at)}` : ''}-${format}"`
}

function unknownFormat(found: string, expected: readonly string[]): ProblemError {
  return new ProblemError(400, 'unknown_format', { title: 'No such format', detail: `format: found "${found}", expected ${expected.join(', ')}.` })
}
