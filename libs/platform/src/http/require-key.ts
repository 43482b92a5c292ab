import type { ApiKey, ApiKeys, KeyRole } from '../api-keys.ts'
import { ProblemError } from './problem.ts'

/** Headers in which a key may come. */
export interface KeyHeaders {
  authorization?: string | undefined
  'x-api-key'?: string | string[] | undefined
}

/** The key of a request, if it has the role, or one of several; else a 401 or 403 that says how to mend it. */
export async function requireKey(keys: ApiKeys, headers: KeyHeaders, role: KeyRole | readonly KeyRole[]): Promise<ApiKey> {
  const key = await keys.check(headers)
  if (!key) {
    throw new ProblemError(401, 'no_key', {
      title: 'No valid key',
      detail: 'The request carries no valid API key. Send the key that the first start printed as "authorization: Bearer <key>" or "x-api-key: <key>".',
    })
  }
  const roles = [role].flat()
  if (!roles.some((one) => key.roles.has(one))) {
    throw new ProblemError(403, 'not_permitted', {
      title: 'The key does not permit this',
      detail: `The key "${key.name}" has the roles ${[...key.roles].join(', ')}; this request needs the role ${roles.join(' or ')}. Ask for a key with that role.`,
    })
  }
  return key
}
