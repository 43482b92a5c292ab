/** SQLSTATE of an error from PostgreSQL, or null for any other error. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  const { code } = error
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null
}

/** The row is at fault (classes 22, 23, 54): bisect and quarantine it. */
export const isDataError = (error: unknown): boolean => /^(22|23|54)/.test(sqlState(error) ?? '')

/** Nothing is at fault: the same transaction may succeed when tried again (serialisation failure, deadlock). */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '')
