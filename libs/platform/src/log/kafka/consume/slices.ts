import type { KafkaMessage } from '../kafka-client.ts'

/** Most records and bytes of one transaction. */
export interface SliceBounds {
  records: number
  bytes: number
}

/** Cuts a fetched batch into pieces within the bounds, in order and of about the same length, for a short rest costs a transaction of its own; a single message may be larger than the bytes. */
export function* slicesOf(messages: readonly KafkaMessage[], bounds: SliceBounds): Generator<KafkaMessage[]> {
  const evenly = Math.ceil(messages.length / Math.ceil(messages.length / bounds.records))
  let slice: KafkaMessage[] = []
  let sizeBytes = 0
  for (const message of messages) {
    const messageBytes = message.value?.length ?? 0
    if (slice.length > 0 && (slice.length >= evenly || sizeBytes + messageBytes > bounds.bytes)) {
      yield slice
      slice = []
      sizeBytes = 0
    }
    slice.push(message)
    sizeBytes += messageBytes
  }
  if (slice.length > 0) yield slice
}
