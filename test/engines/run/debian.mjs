import { existsSync } from 'node:fs'
import { run, which } from './command.mjs'

const LOCK = ['-o', 'DPkg::Lock::Timeout=120']
const QUIET = { DEBIAN_FRONTEND: 'noninteractive' }

/** Why packages cannot be installed here, or ''. */
export const notDebianRoot = () =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && which('apt-get') ? '' : `this is not Debian with root rights (user ${process.getuid?.() ?? 'unknown'} on ${process.platform})`

/** Installs Debian packages; gives '' or the reason why not. Name none that brings a service, for it would be started. */
export async function installPackages(...packages) {
  const refused = notDebianRoot()
  if (refused) return `${packages.join(' and ')} cannot be installed: ${refused}`
  const lists = await run(['apt-get', ...LOCK, 'update', '-qq'], { seconds: 180, env: QUIET })
  if (!lists.isDone) return lists.reason
  return (await run(['apt-get', ...LOCK, 'install', '-y', '-qq', '--no-install-recommends', ...packages], { seconds: 420, env: QUIET })).reason
}

/** Sees to it that the programs of some packages are there: `{ mvn: 'maven' }`. Gives '' or the reason why not. */
export async function needPrograms(packageOf) {
  const missing = Object.entries(packageOf).filter(([program]) => !which(program)).map(([, name]) => name)
  return missing.length > 0 ? await installPackages(...missing) : ''
}
