import { inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import type { Channel } from '@tierline/contracts/alert/channel'
import type { Watch } from '@tierline/contracts/alert/watch'
import type { Board, ListedBoard } from '@tierline/contracts/board'
import type { DraftField } from './draft-faults.ts'
import type { WatchDraft } from './watch-draft.ts'

/** What the parts of the editor share: the draft that they change, the sentence at a field, and what can be chosen. */
export interface WatchEditor {
  readonly draft: WatchDraft
  /** What is wrong at a field, or nothing. */
  faultOf(field: DraftField): string
  readonly boards: ComputedRef<readonly ListedBoard[]>
  /** The board that is chosen, for its tiers, indicators and units. */
  readonly board: ComputedRef<Board | null>
  readonly channels: ComputedRef<readonly Channel[]>
  readonly watches: ComputedRef<readonly Watch[]>
}

const injectionKey: InjectionKey<WatchEditor> = Symbol('watch editor')

export function provideWatchEditor(editor: WatchEditor): void {
  provide(injectionKey, editor)
}

/** The editor that stands above. */
export function useWatchEditor(): WatchEditor {
  const editor = inject(injectionKey)
  if (!editor) throw new Error('useWatchEditor: no editor was found; expected WatchForm to have called provideWatchEditor first')
  return editor
}
