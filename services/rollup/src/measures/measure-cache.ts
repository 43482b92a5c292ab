import type { Transaction } from '@tierline/platform/database/database'
import type { CountedMeasures } from './counted-measures.ts'
import { holdMeasureSet, readMeasures } from './measure.store.ts'

/** The compiled measures, read again only when their version has moved. */
export class MeasureCache {
  private known: CountedMeasures | null = null

  /** The measures to count with in this transaction; none can be added before it ends, so nothing falls between two versions. */
  async hold(tx: Transaction): Promise<CountedMeasures> {
    const version = await holdMeasureSet(tx)
    if (this.known?.version !== version) this.known = await readMeasures(tx)
    return this.known
  }
}
