import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What `npm start` runs, built. */
const MAIN = fileURLToPath(new URL('../../services/all-in-one/dist/main.js', import.meta.url))
const START_SECONDS = 60

/** The composed program as a process of its own: what a killed machine leaves is what its next start finds. */
export class AppProcess {
  private constructor(private readonly child: ChildProcess, readonly url: string, private readonly said: () => string) {}

  /** Starts it on a folder and waits until it says where it listens. */
  static async start(folder: string, environment: Record<string, string> = {}): Promise<AppProcess> {
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TIERLINE_DATA: folder, TIERLINE_PORT: '0', TIERLINE_LOG_LEVEL: 'error', ...environment },
    })
    let text = ''
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`The program ${why}. It said:\n${text}`))
      const late = setTimeout(() => { child.kill('SIGKILL'); fail(`did not listen within ${START_SECONDS} s`) }, START_SECONDS * 1000)
      const hear = (chunk: Buffer): void => {
        text += chunk.toString('utf8')
        // The last line of the greeting; the address and a first key stand above it.
        const found = text.includes('Ctrl-C') ? /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(text)?.[0] : undefined
        if (!found) return
        clearTimeout(late)
        resolve(found)
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', (code) => { clearTimeout(late); fail(`ended with code ${code}`) })
    })
    return new AppProcess(child, url, () => text)
  }

  /** The key that the first start prints once. */
  get firstKey(): string | null {
    return /tl_[\w-]{40,}/.exec(this.said())?.[0] ?? null
  }

  get text(): string {
    return this.said()
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** Resolves with the exit code once it has ended, by itself or not. */
  ended(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve(this.child.exitCode)
    return new Promise((resolve) => { this.child.once('exit', (code) => resolve(code)) })
  }

  /** kill −9: no handler runs, PostgreSQL is left alone. */
  kill(): Promise<number | null> {
    return this.end('SIGKILL')
  }

  /** Ctrl-C. */
  stop(): Promise<number | null> {
    return this.end('SIGINT')
  }

  private end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve(this.child.exitCode)
    return new Promise((resolve) => {
      this.child.once('exit', (code) => resolve(code))
      this.child.kill(signal)
    })
  }
}

/** Makes one more key for sending events, beside the running program. */
export async function makeKey(folder: string, name: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'key', 'create', '--name', name, '--role', 'ingest', '--data', folder])
  return stdout.trim()
}

/** Ends the PostgreSQL that a killed process left on a folder, for tests that broke off. */
export async function endOrphan(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!Number.isSafeInteger(pid) || pid <= 1) return
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // It is gone already.
  }
}
