import { fileURLToPath } from 'node:url'
import type { ModuleMetadata } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { ApiKeys } from '@tierline/platform/api-keys'
import { WallClock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import { Database } from '@tierline/platform/database/database'
import { Directory } from '@tierline/platform/directory'
import { readRulesFolder } from '@tierline/platform/folder/rules-folder'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import { ProblemFilter } from '@tierline/platform/http/problem-filter'
import { InProcessSignal } from '@tierline/platform/signal/in-process-signal'
import { NoInlet } from '@tierline/platform/inlet/inlet'
import { InProcessLog } from '@tierline/platform/log/in-process-log'
import { openLogger } from '@tierline/platform/logger'
import type { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import type { Signal, SignalTopic } from '@tierline/platform/signal/signal'
import { Registry } from 'prom-client'
import { BoardReader } from '@tierline/boards/board/board-reader'
import { PUSH_PROVIDERS } from '../push/push-providers.ts'
import { BoardsScored } from '../site/boards-scored.ts'
import { SiteModule } from '../site/site.module.ts'
import { MemoryBoards } from './memory-boards.ts'

/** The push and the site on a real port over boards in memory; no database is opened. */
export interface LiveApp {
  url: string
  app: NestFastifyApplication
  boards: MemoryBoards
  platform: Platform
  /** Says that a board moved; a test that does not say it has lost the signal. */
  signal(id: number): void
  /** Subscriptions of the signal that are open. */
  subscriptions(): number
  close(): Promise<void>
}

/** Opens it; `folder` is where the dashboard's build would be, `more` what a test adds to the module. */
export async function openLiveApp({ folder = '/nowhere', more = {} }: { folder?: string; more?: ModuleMetadata } = {}): Promise<LiveApp> {
  const boards = new MemoryBoards()
  const signal = new CountedSignal()
  const platform = await platformInMemory(signal)
  const live = {
    module: class LiveInMemory {},
    imports: [PlatformModule.of(platform), OperationsModule.of('live', (opened) => [new BoardsScored(opened, boards)]), SiteModule.of(folder)],
    controllers: more.controllers ?? [],
    providers: [
      { provide: BoardReader, useValue: boards },
      ...PUSH_PROVIDERS,
    ],
  }
  const app = await NestFactory.create<NestFastifyApplication>(live, new FastifyAdapter({ forceCloseConnections: 'idle' }), { logger: false, abortOnError: false })
  app.useGlobalFilters(new ProblemFilter(platform.logger))
  app.useWebSocketAdapter(new IoAdapter(app))
  await app.listen(0, '127.0.0.1')
  const close = async (): Promise<void> => {
    await app.close()
    await platform.close()
  }
  return { url: await app.getUrl(), app, boards, platform, signal: (id) => signal.publish('board', String(id)), subscriptions: () => signal.open, close }
}

class CountedSignal extends InProcessSignal {
  open = 0

  override subscribe(topic: SignalTopic, listener: (payload: string) => void): () => void {
    const end = super.subscribe(topic, listener)
    this.open += 1
    return () => {
      this.open -= 1
      end()
    }
  }
}

async function platformInMemory(signal: Signal): Promise<Platform> {
  const config = readConfig({ TIERLINE_LOG_LEVEL: 'silent', TIERLINE_BUILD: 'b1', TIERLINE_BUREAU: '六安市数据资源管理局' })
  const db = new Database({ host: '/nowhere' })
  const clock = new WallClock()
  return {
    config, db, clock, signal, secrets: { personal: '', seal: '' }, metrics: new Registry(), isDemo: true,
    log: new InProcessLog({ batchRecords: 1, queuedRecords: 1 }), inlet: new NoInlet(), directory: new Directory(db, signal), keys: new ApiKeys(db, clock), logger: openLogger('silent'),
    rules: await readRulesFolder(fileURLToPath(new URL('../../../../rubrics', import.meta.url))),
    close: () => db.close(),
  }
}
