import type { Fault, Problem } from '@tierline/contracts/problem'

/** A refusal with its problem document; thrown by controllers and what they call, written by the filter. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(status: number, code: string, texts: { title: string; detail: string; faults?: Fault[]; retryAfterSeconds?: number }) {
    super(texts.detail)
    this.problem = { type: `urn:tierline:problem:${code}`, title: texts.title, status, code, detail: texts.detail, ...(texts.faults ? { faults: texts.faults } : {}) }
    this.retryAfterSeconds = texts.retryAfterSeconds ?? null
  }

  readonly retryAfterSeconds: number | null
}

/** 404 in the one form that all services use. */
export const notFound = (what: string, found: string, mend: string): ProblemError =>
  new ProblemError(404, 'not_found', { title: `No such ${what}`, detail: `There is no ${what} "${found}". ${mend}` })
