import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeOnce } from './run/cache.mjs'
import { run } from './run/command.mjs'
import { ContainerEngine, hasDocker } from './run/container.mjs'
import { needPrograms } from './run/debian.mjs'
import { LocalEngine } from './run/local.mjs'
import { answers, freePort } from './run/port.mjs'

const POM = new URL('pom.xml', import.meta.url)
const VERSION = /<artifactId>kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(readFileSync(POM, 'utf8'))[1]
const IMAGE = `apache/kafka:${VERSION}`
/** What this Kafka needs. */
const JAVA = 17

/** Kafka on this machine: a Docker image, the broker's jars, or the reason why there is none. */
export async function provide() {
  if (await hasDocker()) return { image: IMAGE }
  const missing = await needPrograms({ java: 'default-jre-headless' }) || await oldJava()
  if (missing) return without(missing)
  const { folder, reason } = await madeOnce(`kafka-${VERSION}`, fetchJars)
  return reason ? without(reason) : { jars: folder }
}

/**
 * Starts a one-node Kafka of one's own, broker and controller in one. On a folder that was used before it is the same cluster, with the same logs.
 * @param {{ folder: string, port?: number, properties?: Record<string, string>, heapMb?: number }} how `properties` as in server.properties: `{ 'log.segment.bytes': '1048576' }`
 */
export async function start({ folder, port, properties = {}, heapMb = 512 }) {
  const { image, jars, reason } = await provide()
  if (reason) throw new Error(reason)
  const place = port ?? await freePort()
  const isUp = () => answers(place, METADATA, (answer) => answer.length >= 12 && answer.readInt32BE(8) > 0)
  const engine = image
    ? new ContainerEngine({ name: 'Kafka', folder, image, port: place, innerPort: place, env: environment({ ...settings({ port: place, controller: 9093, host: '0.0.0.0' }), ...properties }, heapMb), isUp })
    : new LocalEngine({ name: 'Kafka', folder, command: java({ jars, folder, heapMb }, ['kafka.Kafka', await format({ folder, jars, port: place, properties })]), stopSignal: 'SIGTERM', isUp })
  await engine.start()
  return Object.assign(engine, { address: `127.0.0.1:${place}`, port: place })
}

const without = (why) => ({ reason: `no Kafka: no Docker engine answers, and ${why}. Set TIERLINE_TEST_KAFKA, start Docker, install Java ${JAVA} and Maven, or run as root on Debian.` })

async function oldJava() {
  const { isDone, text, reason } = await run(['sh', '-c', 'java -version 2>&1'], { seconds: 20 })
  const major = Number(/version "(\d+)/.exec(text)?.[1])
  if (!isDone) return reason
  return major >= JAVA ? '' : `Java ${JAVA} is needed, found: ${text.split('\n')[0]}`
}

async function fetchJars(draft) {
  const missing = await needPrograms({ mvn: 'maven' })
  if (missing) return missing
  cpSync(POM, join(draft, 'pom.xml'))
  const { reason } = await run(['mvn', '-q', '-B', '-Dstyle.color=never', '-f', join(draft, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`], { seconds: 300 })
  if (reason) return reason
  return readdirSync(draft).includes(`kafka_2.13-${VERSION}.jar`) ? '' : `Maven left no kafka_2.13-${VERSION}.jar among ${readdirSync(draft).length} files`
}

/** Its native libraries are unpacked into the engine's own folder. */
const java = ({ jars, folder, heapMb }, args) => ['java', `-Xmx${heapMb}m`, `-Djava.io.tmpdir=${folder}`, '-XX:+ExitOnOutOfMemoryError', '-cp', join(jars, '*'), ...args]

/** Writes the properties and gives the folder its identity, once. */
async function format({ folder, jars, port, properties }) {
  const data = join(folder, 'data')
  const file = join(folder, 'server.properties')
  mkdirSync(data, { recursive: true })
  const lines = Object.entries({ ...settings({ port, controller: await freePort(), host: '127.0.0.1' }), 'log.dirs': data, ...properties })
  writeFileSync(file, lines.map(([name, value]) => `${name}=${value}\n`).join(''))
  if (existsSync(join(data, 'meta.properties'))) return file
  const { reason } = await run(java({ jars, folder, heapMb: 256 }, ['kafka.tools.StorageTool', 'format', '-t', randomBytes(16).toString('base64url').replace(/^-/, 'A'), '-c', file]), { seconds: 60 })
  if (reason) throw new Error(`Kafka's folder ${data} cannot be formatted: ${reason}`)
  return file
}

/** One node that makes no topic by itself and lets a consumer group start at once. */
const settings = ({ port, controller, host }) => ({
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.quorum.voters': `1@127.0.0.1:${controller}`,
  'controller.listener.names': 'CONTROLLER',
  listeners: `PLAINTEXT://${host}:${port},CONTROLLER://${host}:${controller}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'inter.broker.listener.name': 'PLAINTEXT',
  'auto.create.topics.enable': 'false',
  'group.initial.rebalance.delay.ms': '0',
  'default.replication.factor': '1',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
})

/** The same settings as Kafka's image takes them. */
const environment = (properties, heapMb) => ({
  ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value])),
  KAFKA_HEAP_OPTS: `-Xmx${heapMb}m`,
})

/** A Metadata request, version 1, for no topic, from a client without a name: the answer counts the brokers that are up. */
const METADATA = Buffer.from([0, 0, 0, 14, 0, 3, 0, 1, 0, 0, 0, 7, 255, 255, 0, 0, 0, 0])
