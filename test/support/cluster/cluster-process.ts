import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { endingWithUs } from '../../engines/run/ending-with-us.mjs'
import type { Service } from '../gateway.ts'

const mainOf = (service: Service): string => fileURLToPath(new URL(`../../../services/${service}/dist/main.js`, import.meta.url))

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

/** One service as a child process, built; it may be ended and started again, on another port each time. */
export class ClusterProcess {
  readonly name: string
  private child: ChildProcess | null = null
  private said = ''
  private end: Promise<Ended> = Promise.resolve({ code: null, signal: null })
  private saidAt = 0
  private isPaused = false
  private isEnding = false

  constructor(readonly service: Service, readonly index: number, private readonly environment: Record<string, string>) {
    this.name = `${service}-${index}`
  }

  /** Starts it; resolves once it listens. What is given is added to the environment from here on. */
  async start(more: Record<string, string> = {}): Promise<void> {
    if (this.isRunning) throw new Error(`${this.name} runs already as process ${this.pid}; end it before it is started again.`)
    Object.assign(this.environment, more)
    this.saidAt = this.said.length
    const [command, ...args] = endingWithUs([process.execPath, mainOf(this.service)])
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.environment } })
    this.child = child
    this.isPaused = false
    this.isEnding = false
    const endWithUs = (): void => void child.kill('SIGKILL')
    process.once('exit', endWithUs)
    this.end = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        process.off('exit', endWithUs)
        resolve({ code, signal })
      })
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { this.said += chunk.toString('utf8') })
    await this.whileItRuns('say where it listens', () => Promise.resolve(this.address()), 90)
  }

  /** Where it listens now; it changes with every start. */
  get url(): string {
    const found = this.address()
    if (!found) throw new Error(`${this.name} does not listen; it said:\n${this.text}`)
    return found
  }

  get pid(): number {
    return this.child?.pid ?? 0
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null
  }

  /** Whether a gateway sends requests here: it listens, was not paused, and was not told to end. */
  get takesRequests(): boolean {
    return this.isRunning && !this.isPaused && !this.isEnding && this.address() !== null
  }

  /** Everything it has said since it was made, over all its starts: JSON lines of its log. */
  get text(): string {
    return this.said
  }

  /** What it has said since its last start. */
  get lastText(): string {
    return this.said.slice(this.saidAt)
  }

  /** Resolves with how it ended. */
  get ended(): Promise<Ended> {
    return this.end
  }

  /** Sends a signal and waits for the end: kill −9 where nothing else is said. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Ended> {
    this.isEnding = true
    if (this.isRunning) this.child?.kill(signal)
    return await this.end
  }

  /** SIGTERM: in order. A paused process goes on first, or it would not hear. */
  async stop(): Promise<Ended> {
    this.isEnding = true
    if (this.isPaused) this.resume()
    return await this.kill('SIGTERM')
  }

  /** SIGSTOP: it neither works nor ends nor says a word, as a machine that hangs. */
  pause(): void {
    this.isPaused = true
    this.child?.kill('SIGSTOP')
  }

  /** SIGCONT. */
  resume(): void {
    this.isPaused = false
    this.child?.kill('SIGCONT')
  }

  /** Resolves once it can do its work. */
  async untilReady(seconds = 90): Promise<void> {
    await this.whileItRuns('be ready', async () => {
      const reply = await fetch(`${this.url}/readyz`)
      if (reply.status === 200) return true
      throw new Error(`it answered ${reply.status} ${await reply.text()}`)
    }, seconds)
  }

  private address(): string | null {
    return this.isRunning ? /"url":"(http:[^"]+)"[^\n]*"msg":"listening"/.exec(this.lastText)?.[1] ?? null : null
  }

  /** Asks until it is so; a process that ends meanwhile is an error at once. */
  private async whileItRuns(what: string, ask: () => Promise<unknown>, seconds: number): Promise<void> {
    let last: unknown = null
    for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline;) {
      if (!this.isRunning) throw new Error(`${this.name} ended with ${String(this.child?.exitCode ?? this.child?.signalCode)} before it could ${what}; it said:\n${this.lastText.slice(-4_000)}`)
      last = await ask().catch((error: unknown) => error)
      if (last !== null && !(last instanceof Error)) return
      await wait(100)
    }
    throw new Error(`${this.name} did not ${what} within ${seconds} s (${String(last)}); it said:\n${this.lastText.slice(-4_000)}`)
  }
}
