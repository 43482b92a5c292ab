import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Outcome } from './outcome.mjs'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const sessions = []

/** Runs a command to its end in a session of its own; past its time the whole group is ended. Resolves with the exit code, 124 for late. */
export function execute(command, args, { seconds = 300, env = {} } = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], detached: true, env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...env } })
  sessions.push(child.pid)
  const interrupt = () => endGroup(child.pid)
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  return new Promise((resolve) => {
    let isLate = false
    const late = setTimeout(() => {
      isLate = true
      console.error(`${command} did not end within ${seconds} s; it is ended now.`)
      endGroup(child.pid)
    }, seconds * 1000)
    const done = (code) => {
      clearTimeout(late)
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
      resolve(isLate ? 124 : code)
    }
    child.once('error', (error) => {
      console.error(`${command} cannot be started: ${error.message}`)
      done(127)
    })
    child.once('exit', (code, signal) => done(code ?? (signal ? 128 : 1)))
  })
}

/** One check: every process that a suite started has ended with it. (Told by session, so on Linux only.) */
export function leftovers() {
  const left = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => sessions.includes(sessionOf(pid))) : []
  for (const pid of left) console.error(`Left behind: process ${pid}: ${commandOf(pid)}`)
  for (const pid of left) endGroup(pid, (id, signal) => process.kill(id, signal))
  return new Outcome('no process left', left.length > 0 ? { failed: 1 } : { passed: 1 })
}

function endGroup(pid, kill = (id, signal) => process.kill(-id, signal)) {
  try {
    kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}

function sessionOf(pid) {
  const stat = read(`/proc/${pid}/stat`)
  const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' ? null : Number(session)
}

const commandOf = (pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 200)

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
