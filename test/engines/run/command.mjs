import { execFileSync, spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { pipeline } from 'node:stream/promises'

/** How much of what a command said is kept for the sentence about its failure. */
const SAID_CHARACTERS = 800

/**
 * Runs a command to its end, at most `seconds`; past that its whole group is killed. Never throws.
 * `input` and `output` name files for its standard input and output; else the output comes back as text.
 * @param {string[]} command
 * @param {{ seconds: number, env?: Record<string, string>, input?: string, output?: string }} how
 * @returns {Promise<{ isDone: boolean, text: string, reason: string }>} `reason` is a sentence: what was run and how it ended.
 */
export async function run(command, { seconds, env = {}, input, output }) {
  const child = spawn(command[0], command.slice(1), { cwd: tmpdir(), detached: true, stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C', ...env } })
  let text = ''
  let said = ''
  const hear = (chunk) => { said = (said + chunk).slice(-SAID_CHARACTERS) }
  child.stderr.on('data', hear)
  if (!output) child.stdout.on('data', (chunk) => { text += chunk }).on('data', hear)
  const end = ending(child, seconds)
  // A pipe that breaks ends the command with a code, which is what counts.
  const piped = []
  if (input) piped.push(pipeline(createReadStream(input), child.stdin).catch((error) => hear(` ${error.message}`)))
  if (output) piped.push(pipeline(child.stdout, createWriteStream(output)).catch((error) => hear(` ${error.message}`)))
  const how = await end
  await Promise.all(piped)
  const line = command.join(' ').replace(/\s+/g, ' ').slice(0, 160)
  return { isDone: how === null, text: text.trim(), reason: how === null ? '' : `"${line}" ${how}${said.trim() ? `; its last words: ${said.trim().replace(/\s*\n\s*/g, ' | ')}` : ''}` }
}

/** Where a program is on the PATH, or null. */
export function which(name) {
  try {
    return execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  } catch {
    return null
  }
}

/** Null when it ended well, else how it ended. */
function ending(child, seconds) {
  return new Promise((resolve) => {
    let isLate = false
    const kill = () => killGroup(child.pid)
    const late = setTimeout(() => { isLate = true; kill() }, seconds * 1000)
    process.once('exit', kill)
    const done = (how) => {
      clearTimeout(late)
      process.off('exit', kill)
      resolve(how)
    }
    child.once('error', (error) => done(`cannot be started (${error.message})`))
    child.once('close', (code, signal) => done(isLate ? `did not end within ${seconds} s and was killed` : code === 0 ? null : `ended with ${code ?? signal}`))
  })
}

function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}
