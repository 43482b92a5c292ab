/** Kafka's number of the Metadata request, and the version that names topics by id (KIP-516; brokers from 3.1). */
export const METADATA = { apiKey: 3, apiVersion: 12, apiName: 'Metadata' } as const

/** A topic as the cluster knows it: the id stays with it for good, another topic of the same name has another. */
export interface NamedTopic {
  topic: string
  /** `<cluster id>/<topic id>`. */
  log: string
  partitions: number[]
}

const NO_ID = Buffer.alloc(16)
const NO_TAGS = Buffer.from([0])
const UNKNOWN_TOPIC = 3

/** The request's body for these topics, with the header's tag buffer before it: kafkajs writes the older header, which lacks just that byte. */
export function encodeMetadataRequest(topics: readonly string[]): Buffer {
  const entries = topics.flatMap((topic) => [NO_ID, compactText(topic), NO_TAGS])
  const isCreating = Buffer.from([0])
  const isAskingRights = Buffer.from([0])
  return Buffer.concat([NO_TAGS, varint(topics.length + 1), ...entries, isCreating, isAskingRights, NO_TAGS])
}

/** The topics that are there. kafkajs leaves the newer header's tag buffer before the body. */
export function decodeMetadataResponse(answer: Buffer): NamedTopic[] {
  const read = new Reader(answer)
  read.tags()
  read.int32() // throttle
  read.list(() => {
    read.int32()
    read.text()
    read.int32()
    read.text()
    read.tags()
  })
  const cluster = read.text() ?? ''
  read.int32() // controller
  return read.list(() => topicOf(read, cluster)).filter((topic) => topic !== null)
}

function topicOf(read: Reader, cluster: string): NamedTopic | null {
  const error = read.int16()
  const topic = read.text() ?? ''
  const id = read.bytes(16)
  read.bytes(1) // internal
  const partitions = read.list(() => partitionOf(read))
  read.int32() // rights
  read.tags()
  if (error === UNKNOWN_TOPIC || id.equals(NO_ID)) return null
  if (error !== 0) throw new Error(`Kafka, topic ${topic}: found error code ${error} in its metadata, expected 0; see Kafka's protocol error codes and the broker's log.`)
  return { topic, log: `${cluster}/${id.toString('base64url')}`, partitions: partitions.sort((a, b) => a - b) }
}

function partitionOf(read: Reader): number {
  read.int16()
  const partition = read.int32()
  read.int32() // leader
  read.int32() // its epoch
  for (let replicaLists = 0; replicaLists < 3; replicaLists++) read.list(() => read.int32())
  read.tags()
  return partition
}

const compactText = (text: string): Buffer => Buffer.concat([varint(Buffer.byteLength(text) + 1), Buffer.from(text)])

function varint(value: number): Buffer {
  const bytes: number[] = []
  let left = value
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80)
  return Buffer.from([...bytes, left])
}

/** Reads Kafka's compact (flexible) encoding. */
class Reader {
  private at = 0

  constructor(private readonly buffer: Buffer) {}

  int16(): number {
    return this.bytes(2).readInt16BE()
  }

  int32(): number {
    return this.bytes(4).readInt32BE()
  }

  bytes(length: number): Buffer {
    this.at += length
    if (this.at > this.buffer.length) throw new Error(`Kafka's metadata: found ${this.buffer.length} bytes, expected at least ${this.at}; the broker speaks a version of the protocol that this build does not know.`)
    return this.buffer.subarray(this.at - length, this.at)
  }

  varint(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes(1).readUInt8()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }

  /** Null where the length is zero, as Kafka writes it. */
  text(): string | null {
    const length = this.varint()
    return length === 0 ? null : this.bytes(length - 1).toString('utf8')
  }

  list<T>(item: () => T): T[] {
    return Array.from({ length: Math.max(0, this.varint() - 1) }, item)
  }

  /** Tags are for those who know them. */
  tags(): void {
    for (let count = this.varint(); count > 0; count--) {
      this.varint()
      this.bytes(this.varint())
    }
  }
}
