import * as z from 'zod/mini'
import { Board, BoardKey, BoardRow, Watermark } from './board.ts'

/** Socket.io namespace of the live boards. */
export const LIVE_NAMESPACE = '/live'

/** Client → server: `join` / `leave` a board; the acknowledgement of `join` is `Joined` or a problem. */
export const JoinRequest = BoardKey
export const Joined = z.object({ seq: z.number(), asOf: z.string() })
export type Joined = z.infer<typeof Joined>

/** Server → client `delta`: applies to a board at `base`; rows in `changes` replace those of the same unit, `summaries`/`watermark` replace the board's. One whose `base` is its own `seq` changes more than rows (rubric, baseline, period's state): fetch the board. */
export const BoardDelta = z.object({
  key: BoardKey,
  base: z.number(),
  seq: z.number(),
  asOf: z.string(),
  provisional: z.boolean(),
  changes: z.array(BoardRow),
  removed: z.array(z.string()),
  summaries: Board.shape.summaries,
  watermark: Watermark,
})
export type BoardDelta = z.infer<typeof BoardDelta>

/** Server → client `heartbeat`, every 5 s: the server's wall clock, the build's id, the watermark, and what is away. */
export const Heartbeat = z.object({
  /** Epoch ms of the server's wall clock, to correct the PC's. */
  now: z.number(),
  build: z.string(),
  demo: z.boolean(),
  watermark: Watermark,
  /** What the server does its work without; `signal`: changes are found once a second instead of at once. Absent where nothing is away. */
  degraded: z.optional(z.array(z.string())),
})
export type Heartbeat = z.infer<typeof Heartbeat>
