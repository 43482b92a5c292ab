import * as z from 'zod/mini'
import { BoardKey, ScoreState } from '../board.ts'
import { Bilingual, Decimal } from '../text.ts'

const Standing = z.object({ rank: z.nullable(z.number()), score: z.nullable(Decimal), low: Decimal, high: Decimal, tier: z.nullable(z.string()) })

/** One leaf whose points would differ. */
export const WhatIfLeaf = z.object({
  indicator: z.string(), number: z.string(), title: Bilingual,
  before: z.nullable(z.object({ points: z.nullable(Decimal), state: ScoreState })), after: z.nullable(z.object({ points: z.nullable(Decimal), state: ScoreState })),
})
export type WhatIfLeaf = z.infer<typeof WhatIfLeaf>

/** One unit under the board's own rules and under the others. */
export const WhatIfRow = z.object({ unit: z.string(), name: z.string(), nameEn: z.string(), before: Standing, after: Standing, leaves: z.array(WhatIfLeaf) })
export type WhatIfRow = z.infer<typeof WhatIfRow>

/**
 * A board scored a second time, from the same facts under another reading of an ambiguity, or from stored events under another version or a draft.
 * `GET /v1/boards/{rubric}/{group}/what-if?reading=Q2:whole_steps` (several: repeated), `?version=<hash>`, or `POST` with a draft's YAML as `application/yaml`.
 * Rows in the order of the other ranking; nothing of it is stored.
 */
export const WhatIf = z.object({
  key: BoardKey, seq: z.number(), asOf: z.string(),
  before: z.object({ version: z.string(), hash: z.string() }),
  after: z.object({ version: z.string(), hash: z.string(), readings: z.array(z.object({ ambiguity: z.string(), question: Bilingual, reading: Bilingual })) }),
  tiers: z.array(z.object({ id: z.string(), title: Bilingual })),
  /** Units whose rank, score or tier differs. */
  moved: z.number(),
  rows: z.array(WhatIfRow),
})
export type WhatIf = z.infer<typeof WhatIf>
