import { ProblemError } from '@tierline/platform/http/problem'

/** Who comes while another works is sent away for this long. */
const RETRY_AFTER_SECONDS = 5

/** Work that reads so much that only one of it runs at a time in this process; who comes meanwhile is refused with when to come again. */
export class OneAtATime {
  private isBusy = false

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isBusy) {
      throw new ProblemError(503, 'busy', {
        title: 'Another question is being computed', detail: `Scoring from stored events runs one at a time, and one is running. Ask again in ${RETRY_AFTER_SECONDS} s.`, retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    this.isBusy = true
    try {
      return await work()
    } finally {
      this.isBusy = false
    }
  }
}
