import { readFile, readdir } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'

/** The machine, by cores and memory only. */
export const machine = (): string => `${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB of memory, Node ${process.versions.node}`

/** Memory of a process and of everything that it started, each page counted once (proportional set size). */
export async function memoryBytes(pid: number): Promise<{ own: number; children: number }> {
  const parents = await parentsOf()
  const below = (of: number): number[] => [...parents].filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)])
  const sum = async (pids: readonly number[]): Promise<number> => (await Promise.all(pids.map(proportional))).reduce((total, bytes) => total + bytes, 0)
  return { own: await proportional(pid), children: await sum(below(pid)) }
}

async function parentsOf(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const stats = await Promise.all(pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')] as const))
  return new Map(stats.map(([pid, stat]) => [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]))
}

async function proportional(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024
}

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
