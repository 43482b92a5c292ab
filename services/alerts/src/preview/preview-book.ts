import type { PreviewedAlert } from '@tierline/contracts/alert/watch'
import { isoOf } from '@tierline/boards/board/watermark.store'
import type { Statements } from '@tierline/platform/database/database'
import type { Directory } from '@tierline/platform/directory'
import type { BookPlace, Told } from '../evaluate/alert-book.ts'
import type { InstanceShelf, TurnBook } from '../evaluate/board-turn.ts'
import type { Freezer } from '../evaluate/freeze/freezer.ts'
import { frozenFacts } from '../evaluate/freeze/frozen-facts.ts'
import type { ActiveWatch, WatchedBoard } from '../evaluate/stand.store.ts'
import type { Moment } from '../state/instance.ts'
import type { Tracked } from '../state/instance.store.ts'

/** Keeps what a turn learns of units for the length of a preview. */
export class PreviewShelf implements InstanceShelf {
  private readonly kept = new Map<number, Tracked>()

  some(units: readonly number[], until: number): Promise<Tracked[]> {
    const asked = new Set(units)
    return Promise.resolve([...this.kept.values()].filter(({ unit, instance: { due } }) => asked.has(unit) || (due !== null && due <= until)))
  }

  all(): Promise<Tracked[]> {
    return Promise.resolve([...this.kept.values()])
  }

  forget(units: readonly number[]): Promise<void> {
    for (const unit of units) this.kept.delete(unit)
    return Promise.resolve()
  }

  keep(tracked: readonly Tracked[]): Promise<void> {
    for (const one of tracked) this.kept.set(one.unit, one)
    return Promise.resolve()
  }
}

/** Lists the alerts that would have fired, each with its sentence; nothing is written. */
export class PreviewBook implements TurnBook {
  readonly alerts: PreviewedAlert[] = []

  constructor(private readonly db: Statements, private readonly about: { watch: ActiveWatch; board: WatchedBoard }, private readonly parts: { freezer: Freezer; directory: Directory }) {}

  async write(told: readonly Told[], { point, frame }: BookPlace): Promise<void> {
    const fired = told.filter(({ happening }) => happening.kind === 'fired')
    const seen = fired.length > 0 ? await this.parts.freezer.see(this.db, { board: this.about.board, point }, fired.map(({ tracked }) => tracked.unit)) : null
    for (const { tracked, happening: { kind, moment: { at } } } of told) {
      if (kind === 'recovered') this.close(tracked, at)
      if (kind !== 'fired' || !frame) continue
      const unit = this.parts.directory.unitById(tracked.unit) ?? null
      const { text } = frozenFacts({ ...this.about, point, frame }, { seen: seen?.get(tracked.unit) ?? null, unit, stood: tracked.instance.anchor.stood, at, comparison: null })
      this.alerts.push({ unit: unit?.code ?? '', name: unit?.name ?? '', nameEn: unit?.name_en ?? '', firedAt: isoOf(at), endedAt: null, text })
      tracked.alert = this.alerts.length
    }
  }

  end(tracked: readonly Tracked[], _ended: string, { at }: Moment): Promise<void> {
    for (const one of tracked) this.close(one, at)
    return Promise.resolve()
  }

  private close(tracked: Tracked, at: number): void {
    const alert = this.alerts[(tracked.alert ?? 0) - 1]
    if (alert) alert.endedAt = isoOf(at)
    tracked.alert = null
  }
}
