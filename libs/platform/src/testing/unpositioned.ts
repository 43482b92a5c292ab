import type { LogConsumer, StoredStand } from '../log/event-log.ts'

/** The positions of a consumer whose log has none of its own: tests of the door and of the in-process log stand on it. */
export abstract class Unpositioned implements Omit<LogConsumer, 'consume'> {
  position(): Promise<number> {
    return Promise.resolve(0)
  }

  reread(): Promise<number> {
    return Promise.resolve(0)
  }

  standing(): Promise<StoredStand[]> {
    return Promise.resolve([])
  }

  adopt(): Promise<void> {
    return Promise.resolve()
  }

  openGap(): Promise<void> {
    return Promise.reject(new Error('A log without positions has no gaps.'))
  }
}
