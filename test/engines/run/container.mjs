import { randomBytes } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { removeTree } from './cache.mjs'
import { run, which } from './command.mjs'
import { untilReady } from './ready.mjs'

let isAnswering = null

/** Whether a Docker engine really answers; the client alone does not do. Asked once. */
export async function hasDocker() {
  isAnswering ??= which('docker') ? run(['docker', 'info', '--format', '{{.ServerVersion}}'], { seconds: 10 }) : Promise.resolve({ isDone: false })
  return (await isAnswering).isDone
}

/** An engine as a Docker container; its data lives in the container until remove(). */
export class ContainerEngine {
  #plan
  #name = `tierline-test-${randomBytes(6).toString('hex')}`
  #isMade = false
  #killNow = () => this.killNow()

  /** @param {{ name: string, folder: string, image: string, port: number, innerPort: number, env?: Record<string, string>, args?: string[], isUp: () => Promise<boolean> }} plan */
  constructor(plan) {
    this.#plan = plan
  }

  /** Where it is: Docker keeps its processes to itself. */
  get pid() {
    return Number(spawnSync('docker', ['inspect', '--format', '{{.State.Pid}}', this.#name], { encoding: 'utf8', timeout: 10_000 }).stdout)
  }

  log() {
    const { stdout, stderr } = spawnSync('docker', ['logs', '--tail', '30', this.#name], { encoding: 'utf8', timeout: 10_000 })
    return `${stdout ?? ''}${stderr ?? ''}`
  }

  /** How to run a command beside it; `-i`, for one may read its input. */
  inside(command) {
    return ['docker', 'exec', '-i', this.#name, ...command]
  }

  async start() {
    const { name, isUp } = this.#plan
    await (this.#isMade ? this.#docker(['start'], 60) : this.#create())
    const hasEnded = async () => (await run(['docker', 'inspect', '--format', '{{.State.Running}}', this.#name], { seconds: 20 })).text !== 'true'
    await untilReady(name, { isUp, hasEnded, log: () => this.log() }).catch(async (error) => {
      this.killNow()
      throw error
    })
  }

  async stop() {
    await this.#docker(['stop', '--time', '60'], 90)
  }

  async kill() {
    await this.#docker(['kill'], 30)
  }

  async restart() {
    await this.#docker(['stop', '--time', '60'], 90)
    await this.start()
  }

  async pause() {
    await this.#docker(['pause'], 30)
  }

  async resume() {
    await this.#docker(['unpause'], 30)
  }

  async remove() {
    this.killNow()
    await removeTree(this.#plan.folder)
  }

  /** Gone with its data, without waiting for anything else. */
  killNow() {
    spawnSync('docker', ['rm', '-f', '-v', this.#name], { stdio: 'ignore', timeout: 30_000 })
    process.off('exit', this.#killNow)
    this.#isMade = false
  }

  async #create() {
    const { image, port, innerPort, env = {}, args = [] } = this.#plan
    const pulled = await run(['docker', 'pull', '-q', image], { seconds: 600 })
    const isHere = pulled.isDone || (await run(['docker', 'image', 'inspect', image], { seconds: 20 })).isDone
    if (!isHere) throw new Error(`Docker cannot fetch the image ${image}: ${pulled.reason}`)
    this.#isMade = true
    process.prependOnceListener('exit', this.#killNow)
    const settings = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`])
    const made = await run(['docker', 'run', '-d', '--name', this.#name, '-p', `127.0.0.1:${port}:${innerPort}`, ...settings, image, ...args], { seconds: 120 })
    if (!made.isDone) throw new Error(`Docker cannot start ${image}: ${made.reason}`)
  }

  async #docker(verb, seconds) {
    const { isDone, reason } = await run(['docker', ...verb, this.#name], { seconds })
    if (!isDone) throw new Error(`${this.#plan.name} in Docker: ${reason}`)
  }
}
