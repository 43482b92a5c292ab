import type { Cluster } from '../../support/cluster.ts'

/** Starts the processes again that have ended by themselves, as whoever supervises them does; gives their names. */
export async function restartEnded(cluster: Cluster): Promise<string[]> {
  const ended = cluster.processes.filter(({ isRunning }) => !isRunning)
  for (const one of ended) await one.start()
  await Promise.all(cluster.processes.map((one) => one.untilReady(120)))
  return ended.map(({ name }) => name)
}
