import type { BoardRowCore, CellCore, ScoreState } from '../evaluate/types.ts'
import type { Bilingual } from '../rubric/text.schema.ts'

/** One step of a leaf's arithmetic, from the events upwards to the points. */
export interface TraceStep {
  kind: 'measure' | 'attribute' | 'judgement' | 'value' | 'bound' | 'arithmetic' | 'rounding' | 'rank' | 'not_applicable' | 'state'
    | 'reference' | 'claim' | 'adjustment' | 'redistribution' | 'gate' | 'cap' | 'conversion' | 'veto' | 'tier'
  text: Bilingual
  /** For `bound` and `reference`: whether it held. */
  holds?: boolean
  /** For `measure`: its name in the rubric. */
  measure?: string
  figure?: string
}

/** A reading of the rule and what it gives. */
export interface AmbiguityCore {
  id: string
  question: Bilingual
  chosen: Bilingual
  why: Bilingual
  alternatives: { id: string; reading: Bilingual; points: string | null }[]
}

/** What the unit itself claims for a leaf; `difference` is claimed − counted, null while nothing counts. */
export interface ClaimCore {
  points: string
  difference: string | null
  by: string
  effective: string
  reason: string
  evidence: string
}

/** Why one leaf has its points. */
export interface LeafExplanationCore {
  indicator: string
  number: string
  path: Bilingual[]
  title: Bilingual
  cell: CellCore
  max: string | null
  adjustedMax: string | null
  lost: string | null
  state: ScoreState
  bonus: boolean
  rule: Bilingual
  clause: string
  steps: TraceStep[]
  claim: ClaimCore | null
  missing: Bilingual | null
  paragraph: Bilingual
  ambiguities: AmbiguityCore[]
}

export interface BranchExplanationCore {
  indicator: string
  parent: string | null
  number: string
  title: Bilingual
  cell: CellCore
  max: string | null
  arithmetic: Bilingual
}

export interface DiscrepancyCore {
  where: string
  printed: string
  computed: string
  note: Bilingual
}

/** The whole tree of one unit; the parts add up to the total shown. Leaves by points lost, most first. */
export interface UnitExplanationCore extends Pick<BoardRowCore, 'unit' | 'rank' | 'score' | 'low' | 'high' | 'tier' | 'converted'> {
  arithmetic: Bilingual
  /** From the base to the tier; only what has a say here. */
  steps: TraceStep[]
  branches: BranchExplanationCore[]
  leaves: LeafExplanationCore[]
  /** Open questions that touch no single leaf. */
  ambiguities: AmbiguityCore[]
  discrepancies: DiscrepancyCore[]
}

/** One leaf that moved between two explanations of a unit, and what moved it. */
export interface LeafMoveCore {
  indicator: string
  number: string
  title: Bilingual
  before: CellCore
  after: CellCore
  /** Points after − points before, signed; null where one of them is unknown. */
  change: string | null
  because: 'own_value' | 'others' | 'judgement' | 'rule' | 'state'
  text: Bilingual
}

/** Where a unit stood at one of two instants. */
export type StandingCore = Pick<BoardRowCore, 'score' | 'rank' | 'tier'>

/** What moved a unit's score between two explanations of it, largest move first. */
export interface UnitChangesCore {
  from: StandingCore
  to: StandingCore
  leaves: LeafMoveCore[]
  text: Bilingual
}
