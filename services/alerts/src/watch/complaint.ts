import { shown } from './contract-faults.ts'

/** Writes a fault down. */
export type Complain = (path: string, about: { found: string; expected: string; mend: string }) => void

/** Found something that is not there; what there is, shortened. */
export function unknown(found: string, known: readonly string[], what: string): { found: string; expected: string; mend: string } {
  const near = known.slice(0, 20).join(', ')
  return { found: shown(found), expected: near === '' ? what : `${what}: ${near}${known.length > 20 ? ' …' : ''}`, mend: near === '' ? 'There is none; leave it out, or load it first.' : 'Name one of them.' }
}
