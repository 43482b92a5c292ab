import { readFileSync, readdirSync } from 'node:fs'

/** A process and all its descendants, parents first. (From /proc: on Linux; elsewhere the process alone.) */
export function treeOf(pid) {
  const all = processes()
  const tree = [pid]
  for (const one of tree) tree.push(...all.filter(({ parent }) => parent === one).map((child) => child.pid))
  return tree
}

/** The children of a process. */
export const childrenOf = (pid) => processes().filter(({ parent }) => parent === pid).map((child) => child.pid)

/** Sends a signal to a process and all its descendants, and again until no new one has appeared meanwhile. */
export function signalTree(pid, signal) {
  const told = new Set()
  for (let fresh = treeOf(pid); fresh.length > 0; fresh = treeOf(pid).filter((one) => !told.has(one))) {
    for (const one of fresh) send(one, signal)
    for (const one of fresh) told.add(one)
  }
}

/** Sends a signal to one process; one that is gone already does not mind. */
export function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

/** The processes of a list that still run. */
export function aliveOf(pids) {
  const all = new Set(processes().map(({ pid }) => pid))
  return pids.filter((pid) => all.has(pid))
}

function processes() {
  const found = []
  if (process.platform !== 'linux') return found
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (parent && state !== 'Z') found.push({ pid: Number(name), parent: Number(parent) })
  }
  return found
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
