import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { BoardList } from '@tierline/contracts/board'
import { dataFolder } from '../../support/data-folder.ts'
import { endOrphan } from '../../support/app-process.ts'
import { until } from '../../support/until.ts'
import { against, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** `npm run demo`, packages installed and built, until its board is on screen. */
export const demoTimings: Section = {
  title: 'The demo',
  async run() {
    const folder = await dataFolder()
    const started = performance.now()
    const child = spawn('npm', ['run', '--silent', 'demo'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, TIERLINE_PORT: '0', TIERLINE_DATA: folder } })
    try {
      const said = listen(child)
      const passed = (): number => (performance.now() - started) / 1000
      const url = await until('the demo to say where it listens', () => said(/http:\/\/(?:127\.0\.0\.1|localhost):\d+/), 240)
      await until('the demo boards to be served with rows', () => hasRows(url), 180)
      const onScreen = passed()
      await until('the year to be told', () => said(/The year is told: .*/), 300)
      return [figure(onScreen), told('`npm run demo` → the whole year replayed through the HTTP door', `${passed().toFixed(1)} s`, await until('its tally', () => said(/The year is told: .*/)))]
    } finally {
      await stop(child)
      await endOrphan(folder)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
}

const figure = (seconds: number): Figure => against('`npm run demo`, packages installed → board on screen', seconds, { most: 60, aim: 30, unit: ' s', decimals: 1, note: 'every board has its rows; the year is still being replayed' })

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
    if (child.exitCode !== null || child.pid === undefined) return resolve()
    const late = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 30_000)
    child.once('exit', () => { clearTimeout(late); resolve() })
    process.kill(-child.pid, 'SIGINT')
  })
}
