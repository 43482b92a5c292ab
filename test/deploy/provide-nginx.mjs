import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeOnce } from '../engines/run/cache.mjs'
import { run, which } from '../engines/run/command.mjs'
import { notDebianRoot } from '../engines/run/debian.mjs'

/** The path of an nginx: an installed one, else Debian's, unpacked beside the engines (installing it would start a service); or the reason why there is none. */
export async function provideNginx() {
  const installed = which('nginx') ?? which('/usr/sbin/nginx')
  if (installed) return { path: installed }
  const { folder, reason } = await madeOnce('nginx-debian', unpack)
  return reason ? { reason: `no nginx: ${reason}` } : { path: join(folder, 'usr', 'sbin', 'nginx') }
}

async function unpack(draft) {
  const refused = notDebianRoot()
  if (refused) return refused
  const packages = join(draft, 'packages')
  const script = ['set -e', 'apt-get -o DPkg::Lock::Timeout=120 update -qq', `mkdir ${packages}`, `chmod 777 ${packages}`, `cd ${packages}`, 'apt-get download -qq nginx', `dpkg -x ./nginx_*.deb ${draft}`]
  writeFileSync(join(draft, 'unpack.sh'), script.join('\n'))
  return (await run(['sh', join(draft, 'unpack.sh')], { seconds: 300 })).reason
}
