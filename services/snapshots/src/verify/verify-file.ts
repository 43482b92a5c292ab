import { createHash } from 'node:crypto'
import type { FrozenUnit, SnapshotHead } from '@tierline/contracts/snapshot/content'
import { SNAPSHOT_STATES } from '@tierline/contracts/snapshot/snapshot'
import * as z from 'zod/mini'
import { fileOpening } from '../freeze/frozen.ts'
import type { FileEnvelope } from '../freeze/frozen.ts'
import { broken, holds, skipped, unbroken, verificationOf } from './checks.ts'
import type { Check, Verification } from './checks.ts'
import { ContentScan } from './content-scan.ts'
import { checkRubric, FigureCheck } from './figures.ts'

const Envelope = z.object({ algorithm: z.enum(['sha256', 'sm3']), hash: z.string(), id: z.number(), state: z.enum(SNAPSHOT_STATES) })
const CONTENT = Buffer.from(',"content":')
/** The envelope is a few hundred bytes. */
const MOST_OPENING = 4_096

/** Checks a file `….json` by itself: its seal and hash to the last byte, the rubric, and every figure scored again. What needs the database is skipped and said. */
export async function verifyFile(chunks: AsyncIterable<Buffer>): Promise<Verification> {
  const reading = new FileReading()
  for await (const chunk of chunks) reading.take(chunk)
  return reading.verification()
}

class FileReading {
  private opening: Buffer | null = Buffer.alloc(0)
  private envelope: FileEnvelope | null = null
  private isSealed = false
  private hash: ReturnType<typeof createHash> | null = null
  private held = Buffer.alloc(0)
  private readonly scan = new ContentScan()
  private head: SnapshotHead | null = null
  private figures: FigureCheck | null = null
  private isReadable = true

  take(chunk: Buffer): void {
    if (this.opening === null) return this.takeContent(chunk)
    this.opening = Buffer.concat([this.opening, chunk])
    const at = this.opening.indexOf(CONTENT)
    if (at < 0 || at > MOST_OPENING) return
    const [before, content] = [this.opening.subarray(0, at + CONTENT.length), this.opening.subarray(at + CONTENT.length)]
    this.opening = null
    this.open(before)
    this.takeContent(content)
  }

  verification(): Verification {
    const id = this.envelope?.id ?? null
    const far = [skipped('chain', '离线校验不查前后版本链：需要数据库', 'the chain needs the database; this is a file alone'), skipped('events', '离线校验不查事件：需要数据库', 'the events need the database; this is a file alone')]
    const { head, figures } = this
    if (!this.envelope || !head || !figures) return verificationOf(id, [broken('hash', '不是榜线的通报文件，或已损坏到无法读取', 'this is no snapshot file of Tierline, or it is damaged beyond reading'), ...far])
    return verificationOf(id, [this.hashCheck(this.envelope), far[0] as Check, unbroken('rubric', () => checkRubric(head)), this.isReadable ? unbroken('figures', () => figures.outcome()) : broken('figures', '有单位的内容无法读取', 'the content of some units cannot be read'), far[1] as Check])
  }

  private open(before: Buffer): void {
    const text = before.toString('utf8')
    const read = Envelope.safeParse(parsed(`${text.slice(0, -CONTENT.length)}}`))
    if (!read.success) return
    this.envelope = read.data
    this.isSealed = fileOpening(read.data) === text
    this.hash = createHash(read.data.algorithm)
  }

  /** The last byte closes the envelope and is not content; so one byte is always held back. */
  private takeContent(chunk: Buffer): void {
    const bytes = Buffer.concat([this.held, chunk])
    this.held = bytes.subarray(Math.max(0, bytes.length - 1))
    const content = bytes.subarray(0, Math.max(0, bytes.length - 1))
    this.hash?.update(content)
    for (const { kind, text } of this.scan.push(content)) {
      const piece = parsed(text)
      if (piece === null) this.isReadable = false
      else if (kind === 'head') this.begin(piece as SnapshotHead)
      else this.takeUnit(piece as FrozenUnit)
    }
  }

  private begin(head: SnapshotHead): void {
    this.head = head
    this.figures = new FigureCheck(head)
  }

  /** A damaged file may still be JSON and lack what a unit has. */
  private takeUnit(unit: FrozenUnit): void {
    try {
      this.figures?.take(unit)
    } catch {
      this.isReadable = false
    }
  }

  private hashCheck({ algorithm, hash }: FileEnvelope): Check {
    const found = this.hash?.digest('hex') ?? ''
    if (!this.isSealed) return broken('hash', '文件开头（编号、状态、校验值）被改动：与封记不符', 'the opening of the file (number, state, hash) was changed: its seal does not hold')
    if (found !== hash || !this.scan.isWhole || this.held.toString('utf8') !== '}') return broken('hash', `内容的 ${algorithm} 校验值为 ${found.slice(0, 16)}…，文件写明 ${hash.slice(0, 16)}…`, `the content hashes to ${found.slice(0, 16)}… by ${algorithm}, the file says ${hash.slice(0, 16)}…`)
    return holds('hash', `内容的 ${algorithm} 校验值 ${hash} 一致`, `the content hashes to ${hash} by ${algorithm}, as the file says`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
