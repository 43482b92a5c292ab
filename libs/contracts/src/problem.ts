import * as z from 'zod/mini'

/** One fault of an input: where it is (JSON path), what was found, what was expected, how to mend it. */
export const Fault = z.object({
  path: z.string(),
  found: z.string(),
  expected: z.string(),
  mend: z.string(),
})
export type Fault = z.infer<typeof Fault>

/** RFC 9457 problem document, media type `application/problem+json`; `faults` lists every fault at once. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  faults: z.optional(z.array(Fault)),
})
export type Problem = z.infer<typeof Problem>
