import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeOnce } from '../../engines/run/cache.mjs'
import { run } from '../../engines/run/command.mjs'
import { needPrograms } from '../../engines/run/debian.mjs'
import { LocalEngine } from '../../engines/run/local.mjs'
import { freePort, reaches } from '../../engines/run/port.mjs'

const VERSION = '3.9.1-3.1.2'

/**
 * Kafka Connect, one process, with Debezium's JDBC sink: upserts every message of a topic into one table, 2,000 a batch, one task.
 * @param {{ folder: string, brokers: string, topic: string, jdbcUrl: string, user: string, table: string, key: string }} how
 */
export async function startConnect({ folder, brokers, topic, jdbcUrl, user, table, key }) {
  const jars = await provideJars()
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const worker = propertiesFile(folder, 'worker', {
    'bootstrap.servers': brokers, 'offset.storage.file.filename': join(folder, 'offsets'), listeners: `http://127.0.0.1:${port}`,
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter', 'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'consumer.max.poll.records': '2000', 'consumer.fetch.max.bytes': '52428800',
  })
  const sink = propertiesFile(folder, 'sink', {
    name: 'peer', 'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector', 'tasks.max': '1', topics: topic,
    'connection.url': jdbcUrl, 'connection.username': user, 'connection.password': 'none', 'insert.mode': 'upsert', 'primary.key.mode': 'record_value', 'primary.key.fields': key,
    'collection.name.format': table, 'schema.evolution': 'none', 'batch.size': '2000', 'consumer.override.auto.offset.reset': 'earliest',
  })
  const engine = new LocalEngine({
    name: 'Kafka Connect', folder, stopSignal: 'SIGTERM', isUp: () => reaches({ host: '127.0.0.1', port }),
    command: ['java', '-Xmx768m', `-Djava.io.tmpdir=${folder}`, '-cp', join(jars, '*'), 'org.apache.kafka.connect.cli.ConnectStandalone', worker, sink],
  })
  await engine.start()
  return engine
}

async function provideJars() {
  const missing = await needPrograms({ java: 'default-jre-headless', mvn: 'maven' })
  if (missing) throw new Error(missing)
  const { folder, reason } = await madeOnce(`connect-${VERSION}`, async (draft) => {
    cpSync(new URL('pom.xml', import.meta.url), join(draft, 'pom.xml'))
    const { reason: why } = await run(['mvn', '-q', '-B', '-Dstyle.color=never', '-f', join(draft, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`], { seconds: 400 })
    return why || (readdirSync(draft).some((name) => name.startsWith('debezium-connector-jdbc')) ? '' : 'Maven left no sink among its jars')
  })
  if (reason) throw new Error(reason)
  return folder
}

function propertiesFile(folder, name, properties) {
  const file = join(folder, `${name}.properties`)
  writeFileSync(file, Object.entries(properties).map(([key, value]) => `${key}=${value}\n`).join(''))
  return file
}
