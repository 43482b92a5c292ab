import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { makeReady } from '../../bin/ready/make-ready.mjs'
import { provideChromium } from './chromium.mjs'
import { ROOT } from './process.mjs'

/** Makes the checkout ready, finds a Chromium, and runs one of the tests' own TypeScript tools to its end; Ctrl-C ends it. */
export async function runTool(file) {
  if (!(await makeReady({ isServer: true }))) return 1
  const { path, reason } = await provideChromium()
  if (!path) console.error(`No browser: ${reason}. What needs one is left out.`)
  const child = spawn(process.execPath, ['--conditions=@tierline/source', '--no-warnings', '--import', new URL('typescript.mjs', import.meta.url).href, fileURLToPath(file), ...process.argv.slice(2)], {
    cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...(path ? { CHROMIUM_PATH: path } : {}) },
  })
  // The terminal sends Ctrl-C to the child too; it cleans up and ends, and we after it.
  process.on('SIGINT', () => undefined)
  return await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}
