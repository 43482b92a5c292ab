import { Readable, pipeline } from 'node:stream'
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib'

/** One part of an archive; its bytes are asked for only when it is written. */
export interface ZipPart {
  path: string
  data: () => Iterable<Buffer> | AsyncIterable<Buffer>
}

const LOCAL = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** Sizes stand behind the data; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
/** 1 January 1980, so that equal content makes equal bytes. */
const DAY = 0x21

interface Written {
  name: Buffer
  crc: number
  packed: number
  plain: number
  offset: number
}

/** An archive byte by byte: no part stands in memory as a whole. Parts over 4 GiB are not written. */
export async function* zipped(parts: Iterable<ZipPart>): AsyncIterable<Buffer> {
  const written: Written[] = []
  let offset = 0
  for (const { path, data } of parts) {
    const entry: Written = { name: Buffer.from(path, 'utf8'), crc: 0, packed: 0, plain: 0, offset }
    const head = Buffer.concat([localHead(entry), entry.name])
    yield head
    for await (const piece of deflated(entry, data())) yield piece
    const tail = descriptor(entry)
    yield tail
    offset += head.length + entry.packed + tail.length
    written.push(entry)
  }
  const directory = Buffer.concat(written.flatMap((entry) => [centralHead(entry), entry.name]))
  yield directory
  yield endOf(written.length, directory.length, offset)
}

/** The parts of a small archive that is in memory. */
export function unzipped(archive: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>()
  let at = archive.readUInt32LE(archive.length - 6)
  while (archive.readUInt32LE(at) === CENTRAL) {
    const [packed, nameLength, extra, comment, local] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32), archive.readUInt32LE(at + 42)]
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const data = archive.subarray(start, start + packed)
    parts.set(archive.toString('utf8', at + 46, at + 46 + nameLength), archive.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(data) : data)
    at += 46 + nameLength + extra + comment
  }
  return parts
}

async function* deflated(entry: Written, data: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const counted = async function* (): AsyncIterable<Buffer> {
    for await (const piece of data) {
      entry.crc = crc32(piece, entry.crc)
      entry.plain += piece.length
      yield piece
    }
  }
  // A failure of the source destroys the stream, and so ends the loop below with it.
  const packing = pipeline(Readable.from(counted()), createDeflateRaw({ level: 5 }), () => undefined)
  for await (const piece of packing as AsyncIterable<Buffer>) {
    entry.packed += piece.length
    yield piece
  }
}

function localHead({ name }: Written): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(LOCAL, 0)
  head.writeUInt16LE(VERSION, 4)
  head.writeUInt16LE(FLAGS, 6)
  head.writeUInt16LE(DEFLATED, 8)
  head.writeUInt16LE(DAY, 12)
  head.writeUInt16LE(name.length, 26)
  return head
}

function descriptor({ crc, packed, plain }: Written): Buffer {
  const tail = Buffer.alloc(16)
  tail.writeUInt32LE(DESCRIPTOR, 0)
  writeSizes(tail, 4, { crc, packed, plain })
  return tail
}

function centralHead({ name, crc, packed, plain, offset }: Written): Buffer {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(CENTRAL, 0)
  head.writeUInt16LE(VERSION, 4)
  head.writeUInt16LE(VERSION, 6)
  head.writeUInt16LE(FLAGS, 8)
  head.writeUInt16LE(DEFLATED, 10)
  head.writeUInt16LE(DAY, 14)
  writeSizes(head, 16, { crc, packed, plain })
  head.writeUInt16LE(name.length, 28)
  head.writeUInt32LE(offset, 42)
  return head
}

function writeSizes(buffer: Buffer, at: number, { crc, packed, plain }: Pick<Written, 'crc' | 'packed' | 'plain'>): void {
  buffer.writeUInt32LE(crc, at)
  buffer.writeUInt32LE(packed, at + 4)
  buffer.writeUInt32LE(plain, at + 8)
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
