import type { CustomTypesConfig } from 'pg'

const BYTEA = 17
const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184

/** How columns come to us: no Date objects, no floats for exact numbers; the driver reads the rest. */
export const rowTypes = (driver: CustomTypesConfig): CustomTypesConfig => ({
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return BigInt
    if (oid === TIMESTAMPTZ) return parseInstant
    if (oid === DATE) return (text: string) => text
    if (oid === BYTEA) return (text: string) => Buffer.from(text.slice(2), 'hex')
    return driver.getTypeParser(oid, format as 'text') as (text: string) => unknown
  }) as CustomTypesConfig['getTypeParser'],
})

/** `2021-02-01 08:00:00.123+00` (session time zone UTC) → epoch ms; infinities stay infinities. */
export function parseInstant(text: string): number {
  if (text === 'infinity') return Infinity
  if (text === '-infinity') return -Infinity
  return Date.parse(`${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, 'Z')}`)
}
