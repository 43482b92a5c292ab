import { ProblemError } from '@tierline/platform/http/problem'

/** Requests that one key may have open at once: more bring no speed, only memory. */
const OPEN_PER_KEY = 32

/** Counts open requests by key and refuses those over the bound, with 429. */
export class OpenRequests {
  private readonly open = new Map<string, number>()

  constructor(private readonly most: number = OPEN_PER_KEY) {}

  async during<T>(key: string, work: () => Promise<T>): Promise<T> {
    const count = this.open.get(key) ?? 0
    if (count >= this.most) throw tooMany(key, this.most)
    this.open.set(key, count + 1)
    try {
      return await work()
    } finally {
      this.close(key)
    }
  }

  private close(key: string): void {
    const left = (this.open.get(key) ?? 1) - 1
    if (left === 0) this.open.delete(key)
    else this.open.set(key, left)
  }
}

function tooMany(key: string, most: number): ProblemError {
  const detail = `The key "${key}" has ${most} requests open, which is the bound. Wait for their replies, or send more events in each.`
  return new ProblemError(429, 'too_many_requests', { title: 'Too many requests at once', detail, retryAfterSeconds: 1 })
}
