import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { UNITS, scanAt } from '../events.ts'
import { settle, startProgram } from '../program.ts'
import { against, percentile, told } from '../report/figure.ts'
import type { Figure, Section } from '../report/figure.ts'
import { megabytes, memoryBytes } from '../report/machine.ts'

/** The bar, and the aim. */
const WANTED = [5_000, 10_000]
const SECONDS = 15
const START = Date.parse('2021-05-01T00:00:00+08:00')

/** What the process of the sockets says and hears. */
export type Told = { open: number } | { refused: string } | { delays: number[] }
export type Asked = { url: string; sockets: number } | { marker: string; sentAt: number } | 'report'

/** Dashboards on one live process with one delta a second: as many as the bar asks, then as many as the aim. */
export const sockets: Section = {
  title: 'Dashboards on one live process, one delta a second',
  async run() {
    const figures: Figure[] = []
    for (const wanted of WANTED) figures.push(...await measured(wanted))
    return figures
  },
}

async function measured(wanted: number): Promise<Figure[]> {
  const program = await startProgram()
  const dashboards = fork(new URL('dashboards.ts', import.meta.url), { execArgv: process.execArgv })
  try {
    await program.client.events(UNITS.map((unit) => scanAt(unit, `first-${unit}`, START)))
    await settle(program)
    dashboards.send({ url: program.app.url, sockets: wanted } satisfies Asked)
    const open = await heard(dashboards, 'open', 120)
    for (let second = 1; second <= SECONDS; second += 1) {
      const time = START + second * 60_000
      dashboards.send({ marker: new Date(time).toISOString(), sentAt: Date.now() } satisfies Asked)
      await program.client.events([scanAt(UNITS[second % UNITS.length] ?? '', `tick-${second}`, time)])
      await wait(1_000)
    }
    await wait(2_000)
    const memory = await memoryBytes(program.app.pid)
    dashboards.send('report' satisfies Asked)
    return figuresOf(open, await heard(dashboards, 'delays', 20), memory.own)
  } finally {
    dashboards.kill('SIGKILL')
    await program.close()
  }
}

function figuresOf(open: number, delays: readonly number[], ownBytes: number): Figure[] {
  const received = `${delays.length.toLocaleString('en')} of ${(open * SECONDS).toLocaleString('en')} deltas received; the sockets' own process shares the cores and reads every delta`
  return [
    against(`${open.toLocaleString('en')} sockets: event → delta, p99`, percentile(delays, 0.99), { most: 1_000, unit: ' ms', note: `p50 ${Math.round(percentile(delays, 0.5))} ms; ${received}` }),
    told(`${open.toLocaleString('en')} sockets: memory of the live process (Node)`, megabytes(ownBytes), `${Math.round(ownBytes / 1024 / Math.max(1, open))} kB a socket, everything else included`),
  ]
}

function heard<Name extends 'open' | 'delays'>(child: ChildProcess, name: Name, seconds: number): Promise<Extract<Told, Record<Name, unknown>>[Name]> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the process of the sockets said nothing of "${name}" within ${seconds} s`)), seconds * 1000)
    const hear = (message: Told): void => {
      if ('refused' in message) reject(new Error(message.refused))
      if (!(name in message)) return
      clearTimeout(late)
      child.off('message', hear)
      resolve((message as Extract<Told, Record<Name, unknown>>)[name])
    }
    child.on('message', hear)
    child.once('exit', (code) => reject(new Error(`the process of the sockets ended with code ${code}`)))
  })
}
