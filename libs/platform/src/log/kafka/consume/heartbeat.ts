/** Whether the group has taken the partitions away while work was done; kafkajs must be told the error, so that it joins again. */
export class Membership {
  lost: unknown = null

  get isLost(): boolean {
    return this.lost !== null
  }
}

/** Does work that may take long while the session is kept by heartbeats. Once one is refused the work is told by its membership, and the refusal is thrown after it. */
export async function withHeartbeats(heartbeat: () => Promise<void>, everyMs: number, work: (membership: Membership) => Promise<void>): Promise<void> {
  const membership = new Membership()
  const timer = setInterval(() => void heartbeat().catch((error: unknown) => { membership.lost ??= error }), everyMs)
  try {
    await work(membership)
  } finally {
    clearInterval(timer)
  }
  if (membership.isLost) throw membership.lost
}
