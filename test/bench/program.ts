import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { dataFolder } from '../support/data-folder.ts'
import { AppProcess, endOrphan } from '../support/app-process.ts'
import { Client } from '../support/client.ts'

/** The program as people start it, on a folder of its own, with a way into its database. */
export interface Program {
  app: AppProcess
  client: Client
  sql: pg.Client
  close(): Promise<void>
}

/** Starts it; durable, as shipped. */
export async function startProgram(environment: Record<string, string> = {}): Promise<Program> {
  const folder = await dataFolder()
  const app = await AppProcess.start(folder, environment)
  const sql = new pg.Client({ host: join(folder, 'pg'), port: 5432, user: 'tierline', password: await readFile(join(folder, 'pg.secret'), 'utf8'), database: 'postgres' })
  // A program that ends early takes its server along; the part that measures it says so.
  sql.on('error', () => undefined)
  await sql.connect()
  const close = async (): Promise<void> => {
    await sql.end()
    await app.stop()
    await endOrphan(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return { app, client: new Client(app.url, app.firstKey ?? ''), sql, close }
}

/** Waits until nothing is waiting to be scored, and the database has written what it had to. */
export async function settle({ sql }: Program): Promise<void> {
  for (let calm = 0; calm < 3;) {
    const { rows } = await sql.query<{ waiting: string }>('select (select count(*) from touched) + (select count(*) from board_touched) as waiting')
    calm = rows[0]?.waiting === '0' ? calm + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  await sql.query('checkpoint')
}
