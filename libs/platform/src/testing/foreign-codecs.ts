/** A codec as kafkajs takes one. */
export interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>
  decompress(): Promise<Buffer>
}

/**
 * Writers of formats that kafkajs does not know, for tests that stand for a foreign producer. Each is valid, and compresses nothing: literals, stored blocks, raw blocks.
 * Nothing here can read: whoever meets such a batch learns of it by `met`, and fails.
 */
export function foreignCodecs(met: (codec: string) => void): Record<'snappy' | 'lz4' | 'zstd', () => Codec> {
  const codec = (name: string, write: (bytes: Buffer) => Buffer): (() => Codec) => () => ({
    compress: ({ buffer }) => Promise.resolve(write(buffer)),
    decompress: () => {
      met(name)
      return Promise.reject(new Error(`a batch in ${name}`))
    },
  })
  return { snappy: codec('snappy', snappy), lz4: codec('lz4', lz4), zstd: codec('zstd', zstd) }
}

/** Snappy, raw: the length as a varint, then literals of up to 2^16 bytes. */
function snappy(bytes: Buffer): Buffer {
  const length: number[] = []
  for (let left = bytes.length; ; left >>>= 7) {
    length.push(left > 127 ? (left & 127) | 128 : left)
    if (left <= 127) break
  }
  const parts = blocksOf(bytes, 65_536).flatMap((block) => {
    const tag = Buffer.from([61 << 2, 0, 0])
    tag.writeUInt16LE(block.length - 1, 1)
    return [tag, block]
  })
  return Buffer.concat([Buffer.from(length), ...parts])
}

/** LZ4's frame format: independent blocks of 64 KiB, stored as they are (the highest bit of their size), no checksums but the header's own. */
function lz4(bytes: Buffer): Buffer {
  const parts = blocksOf(bytes, 65_536).flatMap((block) => [uint32((block.length | 0x8000_0000) >>> 0), block])
  return Buffer.concat([Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]), ...parts, uint32(0)])
}

/** RFC 8878: one segment whose size stands in four bytes, in raw blocks of at most 128 KiB. */
function zstd(bytes: Buffer): Buffer {
  const blocks = blocksOf(bytes, 131_072)
  const parts = blocks.flatMap((block, at) => [uint32(block.length * 8 + (at === blocks.length - 1 ? 1 : 0)).subarray(0, 3), block])
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), uint32(bytes.length), ...parts])
}

function blocksOf(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
