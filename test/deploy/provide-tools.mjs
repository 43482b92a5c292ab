// The programs that check deploy/: built once from the Go module proxy, with every version and checksum in tools/go.mod and go.sum, and kept between runs.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { madeOnce } from '../engines/run/cache.mjs'
import { run, which } from '../engines/run/command.mjs'

const SOURCES = fileURLToPath(new URL('tools/', import.meta.url))
/** promtool without the service discovery of every cloud, which it would build for longest. */
const PROMTOOL = ['-tags', 'remove_all_sd,enable_dns_sd', 'github.com/prometheus/prometheus/cmd/promtool']
const BUILDS = { deploycheck: ['.'], promtool: PROMTOOL }
/** Some four minutes on two busy cores; only the first run pays. */
const BUILD_SECONDS = 900

/** A folder with `deploycheck` and `promtool`, or the reason why there is none. */
export async function provideTools() {
  if (!which('go')) return { reason: 'no Go: the checkers of deploy/ (Helm\'s, Prometheus\', BuildKit\'s and Compose\'s own libraries) are built with it. Install Go 1.24 or newer.' }
  return await madeOnce(`deploy-tools-${hashOf(SOURCES)}`, build)
}

async function build(draft) {
  console.log('Building the checkers of deploy/; only the first run does …')
  for (const [name, what] of Object.entries(BUILDS)) {
    const { reason } = await run(['nice', 'go', 'build', '-C', SOURCES, '-trimpath', '-ldflags', '-s -w', '-o', join(draft, name), ...what], { seconds: BUILD_SECONDS, env: { GOFLAGS: '-mod=readonly -buildvcs=false' } })
    if (reason) return reason
  }
  return ''
}

function hashOf(folder) {
  const hash = createHash('sha256').update(JSON.stringify(BUILDS))
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}
