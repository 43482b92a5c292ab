import type { KafkaClient } from './kafka-client.ts'
import type { ClusterLink } from './kafka-internals.ts'

/** Where the log of a partition begins and ends: positions of its first record and of the next one to come. */
export interface LogBounds {
  start: number
  end: number
}

/** A topic at one moment: the log that it names, and the bounds of each partition. */
export interface TopicView {
  topic: string
  log: string
  partitions: ReadonlyMap<number, LogBounds>
}

const PATIENCE = { tries: 40, pauseMs: 250 } as const

/** Looks at topics through one connection that is kept; after a fault the next look opens another. */
export class ClusterView {
  private link: Promise<ClusterLink> | null = null

  constructor(private readonly client: KafkaClient) {}

  /** The topics that are there. Their bounds are those of the log that is named: it is asked before and after. */
  async look(topics: readonly string[]): Promise<TopicView[]> {
    const opening = this.link ??= this.client.link()
    try {
      const link = await opening
      const before = await link.topics(topics)
      const views = await Promise.all(before.map(async (topic) => viewOf({ ...topic, starts: await link.offsets(topic, 'start'), ends: await link.offsets(topic, 'end') })))
      const after = new Set((await link.topics(topics)).map(({ log }) => log))
      if (views.some(({ log }) => !after.has(log))) throw new Error(`Kafka: one of the topics ${topics.join(', ')} was made again while it was looked at; it is looked at again.`)
      return views
    } catch (error) {
      this.drop(opening)
      throw error
    }
  }

  /** The same at a start, when another process may be making the topics at this moment and Kafka has not chosen their leaders yet. */
  async lookPatiently(topics: readonly string[]): Promise<TopicView[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.look(topics)
      } catch (error) {
        if (tries >= PATIENCE.tries || (error as { retriable?: boolean } | null)?.retriable !== true) throw error
        await new Promise((resolve) => setTimeout(resolve, PATIENCE.pauseMs))
      }
    }
  }

  async close(): Promise<void> {
    const link = await this.link?.catch(() => null)
    this.link = null
    await link?.close().catch(() => undefined)
  }

  private drop(link: Promise<ClusterLink>): void {
    if (this.link === link) this.link = null
    link.then((opened) => opened.close()).catch(() => undefined)
  }
}

function viewOf({ topic, log, starts, ends }: { topic: string; log: string; starts: Map<number, number>; ends: Map<number, number> }): TopicView {
  return { topic, log, partitions: new Map([...starts].map(([partition, start]) => [partition, { start, end: ends.get(partition) ?? start }])) }
}
