import { StandardSchemaValidationPipe } from '@nestjs/common'
import type { Fault } from '@tierline/contracts/problem'
import * as z from 'zod/mini'
import { ProblemError } from './problem.ts'

// zod/mini says only "Invalid input" unless a language is chosen.
z.config(z.locales.en())

interface Issue {
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined
}

/** Checks `@Body({ schema })` and `@Query({ schema })` against the contract; what does not fit is a 400 that names every field at once. */
export function schemaPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: (issues) => misfit(issues) })
}

function misfit(issues: readonly Issue[]): ProblemError {
  const faults = issues.map(faultOf)
  return new ProblemError(400, 'wrong_field', {
    title: 'The request does not fit',
    detail: faults.map((fault) => `${fault.path}: ${fault.found}. ${fault.mend}`).join(' '),
    faults,
  })
}

function faultOf(issue: Issue): Fault {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  const [found = issue.message, expected = ''] = issue.message.split(': expected ')
  return { path: path || 'body', found: issue.message, expected: expected.split(', received ')[0] || found, mend: 'Mend it and send the request again.' }
}
