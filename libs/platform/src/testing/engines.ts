/**
 * Where the tests of the suite `engines` find real Kafka, TimescaleDB and Redis.
 * The suite (test/engines) provides the engines and hands their addresses over by the environment, so this is, beside the tests themselves, the one place under libs/ that reads it past config.ts.
 */
const VARIABLES = { kafka: 'TIERLINE_TEST_KAFKA', timescale: 'TIERLINE_TEST_TIMESCALE_URL', redis: 'TIERLINE_TEST_REDIS_URL' } as const

/** The brokers as `host:port`, as kafkajs takes them. */
export const kafkaBrokers = (): string[] => addressOf('kafka').split(',')

/** A URL of the server's own database, as a user who may create databases; each test makes a database of its own. */
export const timescaleUrl = (): string => addressOf('timescale')

/** A URL of the server; each test keeps to keys and channels of its own. */
export const redisUrl = (): string => addressOf('redis')

function addressOf(engine: keyof typeof VARIABLES): string {
  const variable = VARIABLES[engine]
  const address = process.env[variable]
  if (!address) throw new Error(`${variable} is not set, so this test has no real ${engine} to run against; run it with "npm run test:engines", or set ${variable} to the address of one ("npm run engines" starts all three and prints their addresses).`)
  return address
}
