import type { SnapshotDetail, SnapshotState, SnapshotStep } from '@tierline/contracts/snapshot/snapshot'

/** The steps of a snapshot's life in their order; withdrawn and superseded are ends that stand beside them. */
export const LIFE = ['draft', 'checking', 'objections', 'final', 'issued'] as const
export type LifeState = (typeof LIFE)[number]
export type Standing = 'done' | 'now' | 'ahead' | 'left_out' | 'never'

/** One step of the line: where it stands, and who took it when. */
export interface LifeStep {
  readonly state: LifeState
  readonly standing: Standing
  readonly taken: SnapshotStep | null
}

/** The line of steps: what was taken, what is now, what is still to come, what the plan leaves out. */
export function lifeOf({ state, steps, moves }: Pick<SnapshotDetail, 'state' | 'steps' | 'moves'>): LifeStep[] {
  const taken = LIFE.map((one) => lastOf(steps, one))
  const isEnded = state === 'withdrawn' || state === 'superseded'
  const reached = Math.max(placeOf(state), ...taken.map((step, place) => (step ? place : 0)))
  const next = moves.map(placeOf).filter((place) => place > reached)
  const nearest = next.length > 0 ? Math.min(...next) : reached + 1
  return LIFE.map((one, place) => ({ state: one, taken: taken[place] ?? null, standing: standingOf(place) }))

  function standingOf(place: number): Standing {
    if (place === reached && !isEnded) return 'now'
    if (place <= reached) return taken[place] || place === 0 ? 'done' : 'left_out'
    if (isEnded) return 'never'
    return place < nearest ? 'left_out' : 'ahead'
  }
}

/** How it ended where it must not be cited any more, with who ended it. */
export function endOf({ state, steps }: Pick<SnapshotDetail, 'state' | 'steps'>): { state: 'withdrawn' | 'superseded'; step: SnapshotStep | null } | null {
  return state === 'withdrawn' || state === 'superseded' ? { state, step: lastOf(steps, state) } : null
}

/** The moves that go on come before the one that ends. */
export function movesInOrder(moves: readonly SnapshotState[]): SnapshotState[] {
  const place = (state: SnapshotState) => (placeOf(state) < 0 ? LIFE.length : placeOf(state))
  return [...moves].sort((a, b) => place(a) - place(b))
}

/** Objections are taken, decided and withdrawn in their own step. */
export function takesObjections(state: SnapshotState): boolean {
  return state === 'objections'
}

/** The newest revision of a cut-off is revised once it is issued or withdrawn. */
export function mayRevise({ state, revision, revisions }: Pick<SnapshotDetail, 'state' | 'revision' | 'revisions'>): boolean {
  return (state === 'issued' || state === 'withdrawn') && revisions.every((one) => one.revision <= revision)
}

/** From `final` on the figures and their hash stand. */
export function isFixed({ steps }: Pick<SnapshotDetail, 'steps'>): boolean {
  return steps.some(({ state }) => state === 'final')
}

function placeOf(state: SnapshotState): number {
  return LIFE.findIndex((one) => one === state)
}

function lastOf(steps: readonly SnapshotStep[], state: SnapshotState): SnapshotStep | null {
  return [...steps].reverse().find((step) => step.state === state) ?? null
}
