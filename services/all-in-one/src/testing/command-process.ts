import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const MAIN = join(ROOT, 'services/all-in-one/dist/main.js')

/** What a command printed and returned. */
export interface Said {
  code: number
  out: string
  err: string
}

/** Builds what the commands run; quick where nothing changed. */
export async function buildCommands(): Promise<void> {
  const { code, out } = await execute([join(ROOT, 'node_modules/@typescript/native/bin/tsc'), '-b', 'services/all-in-one'])
  if (code !== 0) throw new Error(`The services do not build:\n${out}`)
}

/** Runs `tierline …` to its end. */
export async function tierline(...args: string[]): Promise<Said> {
  return await execute([MAIN, ...args])
}

function execute(args: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

/** A folder that the user who runs PostgreSQL under root may pass through. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-cli-'))
  await chmod(folder, 0o755)
  return folder
}

/** A server started by the command line, in a process group of its own, as a terminal would. */
export class RunningCommand {
  private constructor(private readonly child: ChildProcess, private readonly said: { out: string }) {}

  static async start(...args: string[]): Promise<RunningCommand> {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '' }
    const hear = (chunk: Buffer): void => { said.out += chunk.toString('utf8') }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const running = new RunningCommand(child, said)
    await running.until(/http:\/\/127\.0\.0\.1:\d+/)
    return running
  }

  get url(): string {
    return /http:\/\/127\.0\.0\.1:\d+/.exec(this.said.out)?.[0] ?? ''
  }

  get key(): string | null {
    return /tl_[\w-]{40,}/.exec(this.said.out)?.[0] ?? null
  }

  get text(): string {
    return this.said.out
  }

  /** Waits until it has said something. */
  async until(words: RegExp, patienceMs = 90_000): Promise<void> {
    for (const giveUpAt = Date.now() + patienceMs; !words.test(this.said.out);) {
      if (this.child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`It did not say ${String(words)}, but:\n${this.said.out}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Sends a signal to the whole group, as Ctrl-C in a window does, and waits for the end. */
  async end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { pid } = this.child
    if (pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode
    const gone = new Promise<number | null>((resolve) => { this.child.once('exit', (code) => resolve(code)) })
    if (signal === 'SIGTERM') process.kill(pid, signal)
    else process.kill(-pid, signal)
    return await gone
  }
}
