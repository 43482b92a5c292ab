/** Which boards are this process' to score. */
export abstract class BoardShare {
  /** Tells its own hints from those of others. */
  abstract readonly id: string
  abstract owns(board: number): boolean
  /** Whether others score on the same database. */
  abstract isShared(): boolean
  /** Calls the listener whenever other boards may be owned than before; returns what ends that. */
  abstract onChange(listener: () => void): () => void
}

/** All boards, for who is alone. */
export class WholeShare extends BoardShare {
  readonly id = 'alone'

  owns(): boolean {
    return true
  }

  isShared(): boolean {
    return false
  }

  onChange(): () => void {
    return () => undefined
  }
}
