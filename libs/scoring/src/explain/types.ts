import type { BoardRowCore, CellCore, ScoreState } from '../evaluate/types.ts'
import type { Bilingual } from '../rubric/text.schema.ts'

/** One step of a leaf's arithmetic, from the events upwards to the points. */
export interface TraceStep {
  kind: 'measure' | 'attribute' | 'judgement' | 'value' | 'bound' | 'arithmetic' | 'rounding' | 'rank' | 'not_applicable' | 'state'
  text: Bilingual
  /** For `bound`: whether it held. */
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
  alternatives: { reading: Bilingual; points: string | null }[]
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
export interface UnitExplanationCore extends Pick<BoardRowCore, 'unit' | 'rank' | 'score' | 'low' | 'high' | 'tier'> {
  arithmetic: Bilingual
  branches: BranchExplanationCore[]
  leaves: LeafExplanationCore[]
  discrepancies: DiscrepancyCore[]
}
