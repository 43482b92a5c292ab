import type { Admin, Consumer } from '../log/kafka/kafka-client.ts'
import type { InletTaker } from './inlet.ts'

interface Parts {
  admin: Admin
  consumer: Consumer
  group: string
  taker: InletTaker
}

/**
 * Where this reader stands in each partition, so that a loss is noticed: kafkajs goes on in silence at the topic's start when the broker has not got its offset any more.
 * Looked at when partitions are given to this reader, and again with each batch. A plain gap in the offsets is no loss: transactions leave such.
 */
export class InletStand {
  private readonly next = new Map<string, number>()
  private given: Promise<void> = Promise.resolve()

  constructor(private readonly parts: Parts) {
    parts.consumer.on('consumer.group_join', ({ payload }) => {
      this.next.clear()
      // The batches wait for this; what fails here is found again with the next batch.
      this.given = this.look(payload.memberAssignment).catch(() => undefined)
    })
  }

  /** Before a batch: says what lies between the stand and its first offset and cannot be read any more. */
  async check(topic: string, partition: number, first: number): Promise<void> {
    await this.given
    const expected = this.next.get(`${topic}/${partition}`)
    if (expected !== undefined && first !== expected) await this.noteLost({ topic, partition, expected })
  }

  /** After a batch was committed. */
  moved(topic: string, partition: number, next: number): void {
    this.next.set(`${topic}/${partition}`, next)
  }

  private async look(assignment: Record<string, number[]>): Promise<void> {
    const topics = Object.keys(assignment)
    for (const { topic, partitions } of await this.parts.admin.fetchOffsets({ groupId: this.parts.group, topics })) {
      for (const { partition, offset } of partitions) {
        // A partition that this group never read has no stand.
        if (assignment[topic]?.includes(partition) && Number(offset) >= 0) await this.noteLost({ topic, partition, expected: Number(offset) })
      }
    }
  }

  /** A loss is noted once: with the stand moved past it for everybody who comes after. */
  private async noteLost({ topic, partition, expected }: { topic: string; partition: number; expected: number }): Promise<void> {
    const ends = (await this.parts.admin.fetchTopicOffsets(topic)).find((one) => one.partition === partition)
    const [low, high] = [Number(ends?.low ?? 0), Number(ends?.high ?? 0)]
    this.moved(topic, partition, expected)
    if (expected >= low && expected <= high) return
    this.parts.taker.noteLoss({ topic, partition, from: expected, until: low })
    this.moved(topic, partition, low)
    await this.parts.consumer.commitOffsets([{ topic, partition, offset: String(low) }])
  }
}
