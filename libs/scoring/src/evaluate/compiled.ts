/** Rules and values parsed once for a board. */
export interface CompiledBoard {
  readonly decimals: number
}
