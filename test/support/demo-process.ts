import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BoardList } from '@tierline/contracts/board'
import { endOrphan } from './app-process.ts'
import { dataFolder } from './data-folder.ts'
import { until } from './until.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** `npm run demo` on a folder of its own, as a person types it. */
export interface Demo {
  /** Resolves with where it listens. */
  url(): Promise<string>
  /** Resolves once every board has its rows. */
  drawn(): Promise<void>
  /** Resolves with the tally once the whole year has been replayed. */
  told(): Promise<string>
  /** Ctrl-C. */
  close(): Promise<void>
}

/** Starts it on a free port. */
export async function startDemo(): Promise<Demo> {
  const folder = await dataFolder()
  const child = spawn('npm', ['run', '--silent', 'demo'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, TIERLINE_PORT: '0', TIERLINE_DATA: folder } })
  const says = listen(child)
  const url = (): Promise<string> => until('the demo to say where it listens', () => says(/http:\/\/(?:127\.0\.0\.1|localhost):\d+/), 240)
  return {
    url,
    drawn: async () => { const at = await url(); await until('every board of the demo to have its rows', () => hasRows(at), 180) },
    told: () => until('the year to be told', () => says(/The year is told: .*/), 400),
    close: async () => {
      await stop(child)
      await endOrphan(join(folder, 'demo'))
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** What a program says, asked for by pattern; an end before it is an error. */
function listen(child: ChildProcess): (pattern: RegExp) => Promise<string | undefined> {
  let text = ''
  const hear = (chunk: Buffer): void => { text += chunk.toString('utf8') }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return (pattern) => {
    if (child.exitCode !== null) throw new Error(`the demo ended with code ${child.exitCode}: ${text.slice(-400)}`)
    return Promise.resolve(pattern.exec(text)?.[0])
  }
}

async function hasRows(url: string): Promise<boolean> {
  const { boards } = BoardList.parse(await (await fetch(`${url}/v1/boards`)).json())
  return boards.length > 0 && boards.every(({ units, seq }) => units > 0 && seq > 0)
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const { pid } = child
    if (child.exitCode !== null || pid === undefined) return resolve()
    const late = setTimeout(() => process.kill(-pid, 'SIGKILL'), 30_000)
    child.once('exit', () => { clearTimeout(late); resolve() })
    process.kill(-pid, 'SIGINT')
  })
}
