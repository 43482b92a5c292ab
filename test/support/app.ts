import { rm } from 'node:fs/promises'
import { AppProcess, endOrphan } from './app-process.ts'
import { Client } from './client.ts'
import { dataFolder } from './data-folder.ts'

/** The composed program as people start it, on a free port and a folder of its own. */
export interface App {
  url: string
  client: Client
  folder: string
  close(): Promise<void>
}

/** How an app is opened. A folder that is given is kept at its end; where it was opened before, the key of then is needed. */
export interface AppChoices {
  rules: string
  folder?: string
  key?: string
}

/** Opens the app with the key that may do everything. */
export async function openApp({ rules, folder, key }: AppChoices): Promise<App> {
  const place = folder ?? await dataFolder()
  const app = await AppProcess.start(place, { TIERLINE_RULES: rules })
  const close = async (): Promise<void> => {
    const code = await app.stop()
    await endOrphan(place)
    if (!folder) await rm(place, { recursive: true, force: true, maxRetries: 5 })
    if (code !== 0) throw new Error(`The program ended with code ${code}, expected 0 after Ctrl-C. It said:\n${app.text}`)
  }
  return { url: app.url, client: new Client(app.url, key ?? app.firstKey ?? ''), folder: place, close }
}
