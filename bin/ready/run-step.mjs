import { spawn } from 'node:child_process'

/** Seconds after which a step that is still running says so. */
const REMIND_SECONDS = 15

/** Runs one step quietly, says in words that it runs and how long it took, and shows its output only when it fails. */
export async function runStep({ title, command, args, cwd, env }) {
  const began = Date.now()
  say(`${title} …`)
  const reminder = setInterval(() => say(`  … ${title}: ${Math.round((Date.now() - began) / 1000)} s`), REMIND_SECONDS * 1000)
  const { code, output } = await run(command, args, { cwd, env })
  clearInterval(reminder)
  if (code === 0) {
    say(`  ✓ ${title}: ${seconds(began)} s`)
    return true
  }
  process.stderr.write(`${output}\n✗ ${title}：未成功，退出码 ${code}，原因见上。\n✗ ${title} failed with exit code ${code}; the lines above say why: ${command} ${args.join(' ')}\n`)
  return false
}

const say = (text) => process.stderr.write(`${text}\n`)
const seconds = (began) => Math.round((Date.now() - began) / 100) / 10

function run(command, args, { cwd, env }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk) => { output = (output + chunk).slice(-20_000) }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => resolve({ code: error.code ?? 1, output: `${output}${error.message}` }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
