#!/usr/bin/env node
// The one door of the command line: makes the checkout ready (packages, build), then hands over to services/all-in-one.
import { isOldNode, nodeTooOld } from './ready/node-version.mjs'

if (isOldNode(process.versions.node)) {
  process.stderr.write(nodeTooOld(process.versions.node))
  process.exit(1)
}

const { makeReady } = await import('./ready/make-ready.mjs')
// Only a server shows the dashboard.
const isServer = ['start', 'demo'].includes(process.argv[2])
const isReady = await makeReady({ isServer })
if (isReady) {
  const { runCommand } = await import('../services/all-in-one/dist/cli/command.js')
  process.exitCode = await runCommand(process.argv.slice(2))
} else {
  process.exitCode = 1
}
