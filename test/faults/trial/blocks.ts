import { ambiguousCommits, brokerClean, brokerHard, connectionsTerminated, postgresKilled, redisGone } from './blocks/broken-engines.ts'
import { diskFull, rewinds, slowConsumer } from './blocks/floods.ts'
import { kills, takeovers } from './blocks/kills.ts'
import { oldAndNew, wrongClocks, zombies } from './blocks/strange-processes.ts'
import type { Block } from './block.ts'

/** Every kind of fault, in the order in which they are made. */
export const BLOCKS: readonly Block[] = [
  takeovers, kills, brokerClean, brokerHard, postgresKilled, connectionsTerminated, ambiguousCommits, redisGone, zombies, wrongClocks, rewinds, slowConsumer, oldAndNew, diskFull,
]
