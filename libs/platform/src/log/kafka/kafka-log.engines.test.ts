import { openLogger } from '../../logger.ts'
import { Seal } from '../../seal.ts'
import { kafkaBrokers } from '../../testing/engines.ts'
import { openKafkaTopics } from '../../testing/kafka-topics.ts'
import { eventLogBehaviour } from '../event-log.behaviour.ts'
import { KafkaLog } from './kafka-log.ts'

eventLogBehaviour('Kafka', async (queueRecords) => {
  const topics = openKafkaTopics(kafkaBrokers())
  const log = await KafkaLog.open({ kafka: topics.config, queueRecords, seal: new Seal(Buffer.alloc(32)), logger: openLogger('silent') })
  return {
    log,
    close: async () => {
      await log.stop()
      await topics.close()
    },
  }
})
