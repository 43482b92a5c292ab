import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { execute } from './process.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PACKAGES = ['chromium', 'fonts-noto-cjk']

/** A Chromium with a CJK font: CHROMIUM_PATH, else an installed one, else Debian's, installed as root; or the reason why there is none. */
export async function provideChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) return existsSync(given) ? { path: given } : { reason: `CHROMIUM_PATH names ${given}, which is not there` }
  if (!installed() || !hasChineseFont()) await installFromDebian()
  const path = installed()
  if (!path) return { reason: 'no Chromium: set CHROMIUM_PATH, install one, or run as root on Debian' }
  return hasChineseFont() ? { path } : { reason: 'no CJK font: install fonts-noto-cjk' }
}

async function installFromDebian() {
  if (process.getuid?.() !== 0 || !which('apt-get')) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  if ((await execute('apt-get', ['update', '-qq'], { seconds: 180, env })) !== 0) return
  await execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], { seconds: 420, env })
}

const installed = () => NAMES.map(which).find(Boolean) ?? null

function which(name) {
  return output('sh', ['-c', `command -v ${name}`])
}

/** Asked of fontconfig, which Chromium itself uses. */
const hasChineseFont = () => output('fc-list', [':lang=zh-cn', 'family']) !== null

function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  } catch {
    return null
  }
}
