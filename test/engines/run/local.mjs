import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { removeTree } from './cache.mjs'
import { endingWithUs } from './ending-with-us.mjs'
import { aliveOf, childrenOf, send, signalTree, treeOf } from './process-tree.mjs'
import { untilReady } from './ready.mjs'

/** Past this an orderly stop becomes a kill. */
const STOP_SECONDS = 30

/** An engine as processes of this machine, with its data in a folder. On Linux it ends with the process that started it, even with one that was killed. */
export class LocalEngine {
  #plan
  #child = null

  /**
   * `isWrapped`: the command only leads to the engine, which is its child. `clear` undoes what was done to the folder.
   * @param {{ name: string, folder: string, command: string[], stopSignal: string, isUp: () => Promise<boolean>, isWrapped?: boolean, clear?: () => Promise<void> }} plan
   */
  constructor(plan) {
    this.#plan = plan
    mkdirSync(plan.folder, { recursive: true })
  }

  /** The engine's own process. */
  get pid() {
    const pid = this.#running()
    return this.#plan.isWrapped ? childrenOf(pid)[0] ?? pid : pid
  }

  /** The last of what it printed. */
  log() {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, 'utf8').slice(-3_000) : ''
  }

  async start() {
    const log = openSync(this.#logFile, 'a')
    const [command, ...args] = endingWithUs(this.#plan.command)
    // In a session of its own: a Ctrl-C in the terminal is ours to answer.
    const child = spawn(command, args, { detached: true, cwd: tmpdir(), stdio: ['ignore', log, log], env: { PATH: process.env.PATH, HOME: tmpdir(), LC_ALL: 'C', TZ: 'UTC' } })
    closeSync(log)
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    this.#child = child
    const killNow = () => this.killNow()
    process.prependOnceListener('exit', killNow)
    child.once('exit', () => process.off('exit', killNow))
    const { name, isUp } = this.#plan
    await untilReady(name, { isUp, hasEnded: () => !this.#isRunning(), log: () => this.log() }).catch(async (error) => {
      await this.kill()
      throw error
    })
  }

  /** Ends it in order; what it acknowledged is on disk. */
  async stop() {
    if (!this.#isRunning()) return
    const tree = treeOf(this.#running())
    await this.resume()
    send(this.pid, this.#plan.stopSignal)
    const late = setTimeout(() => this.killNow(), STOP_SECONDS * 1000)
    await this.#untilGone(tree)
    clearTimeout(late)
  }

  /** SIGKILL to every process of it at once. */
  async kill() {
    if (!this.#isRunning()) return
    const tree = treeOf(this.#running())
    this.killNow()
    await this.#untilGone(tree)
  }

  /** The same without waiting for the end, for a process that is about to exit itself. */
  killNow() {
    if (this.#isRunning()) signalTree(this.#running(), 'SIGKILL')
  }

  /** Starts it again on its folder and port; stops it first where it still runs. */
  async restart() {
    await this.stop()
    await this.start()
  }

  /** SIGSTOP to every process of it: connections stay, nothing answers. */
  async pause() {
    signalTree(this.#running(), 'SIGSTOP')
  }

  async resume() {
    signalTree(this.#running(), 'SIGCONT')
  }

  /** Ends it and removes its folder. */
  async remove() {
    await this.kill()
    await this.#plan.clear?.()
    await removeTree(this.#plan.folder)
  }

  get #logFile() {
    return join(this.#plan.folder, 'engine.log')
  }

  #isRunning() {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  #running() {
    if (!this.#isRunning()) throw new Error(`${this.#plan.name} in ${this.#plan.folder} does not run; restart() starts it again.`)
    return this.#child.pid
  }

  async #untilGone(pids) {
    while (this.#isRunning() || aliveOf(pids).length > 0) await wait(10)
  }
}
