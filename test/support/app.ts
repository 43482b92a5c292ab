import { rm } from 'node:fs/promises'
import { openServer } from '@tierline/all-in-one/server'
import type { Server } from '@tierline/all-in-one/server'
import type { Clock } from '@tierline/platform/clock'
import { readConfig } from '@tierline/platform/config'
import { Client } from './client.ts'
import { dataFolder } from './data-folder.ts'

/** The composed program, in this process, on a free port and a folder of its own. */
export interface App {
  url: string
  server: Server
  client: Client
  folder: string
  close(): Promise<void>
}

/** How an app is opened; a folder that is given is kept at its end. */
export interface AppChoices {
  rules: string
  clock?: Clock
  folder?: string
  isDemo?: boolean
  environment?: Record<string, string>
}

/** Opens the app with a key that may do everything. */
export async function openApp({ rules, clock, folder, isDemo, environment }: AppChoices): Promise<App> {
  const place = folder ?? await dataFolder()
  const config = readConfig({ TIERLINE_DATA: place, TIERLINE_PORT: '0', TIERLINE_RULES: rules, TIERLINE_LOG_LEVEL: 'silent', ...environment })
  const server = await openServer(config, { ...(clock ? { clock } : {}), ...(isDemo === undefined ? {} : { isDemo }) })
  const key = await server.platform.keys.make({ name: 'test', roles: ['ingest', 'judge', 'admin'] })
  const close = async (): Promise<void> => {
    await server.stop()
    if (!folder) await rm(place, { recursive: true, force: true })
  }
  return { url: server.url, server, client: new Client(server.url, key), folder: place, close }
}
