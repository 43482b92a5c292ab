// PostgreSQL's binary array format, written by hand: node-postgres sends a Buffer as a binary parameter, which spares
// both sides the quoting and parsing of text. (Array header: dimensions, null flag, element type, length, lower bound.)

const OID = { int4: 23, int8: 20, text: 25, bytea: 17, jsonb: 3802, timestamptz: 1184, date: 1082 } as const
/** Binary instants and days count from 2000-01-01. */
const EPOCH_2000_MS = 946_684_800_000
const EPOCH_2000_DAYS = 10_957

/** A value that no column can keep, found before the server saw it: a data error like SQLSTATE 22. */
export class Unstorable extends Error {}

/** For `$n::int4[]`. */
export const int4Array = (values: readonly (number | null)[]): Buffer => fixedArray(OID.int4, 4, values, (out, at, value) => out.writeInt32BE(value, at))

/** For `$n::int8[]`. */
export const int8Array = (values: readonly bigint[]): Buffer => fixedArray(OID.int8, 8, values, (out, at, value) => out.writeBigInt64BE(value, at))

/** For `$n::timestamptz[]`, from epoch milliseconds. */
export const instantArray = (values: readonly (number | null)[]): Buffer => fixedArray(OID.timestamptz, 8, values, writeInstant)

/** For `$n::date[]`, from days since 1970-01-01. */
export const dayArray = (values: readonly number[]): Buffer => fixedArray(OID.date, 4, values, (out, at, value) => out.writeInt32BE(value - EPOCH_2000_DAYS, at))

/** For `$n::text[]`. A lone surrogate becomes U+FFFD; NUL is refused by the server as a data error. */
export const textArray = (values: readonly (string | null)[]): Buffer => bytesArray(OID.text, values, '')

/** For `$n::jsonb[]`, from JSON texts. */
export const jsonbArray = (values: readonly (string | null)[]): Buffer => bytesArray(OID.jsonb, values, '\u0001')

/** For `$n::bytea[]`, from hexadecimal digits, all of one length. */
export function hexArray(values: readonly string[]): Buffer {
  const sizeBytes = (values[0]?.length ?? 0) / 2
  return fixedArray(OID.bytea, sizeBytes, values, (out, at, value) => {
    if (out.write(value, at, sizeBytes, 'hex') !== sizeBytes || value.length !== sizeBytes * 2) {
      throw new Unstorable(`binary array: found the digest ${JSON.stringify(value)}, expected ${sizeBytes * 2} hexadecimal digits`)
    }
  })
}

function writeInstant(out: Buffer, at: number, value: number): void {
  const microseconds = (value - EPOCH_2000_MS) * 1000
  out.writeInt32BE(Math.floor(microseconds / 2 ** 32), at)
  out.writeUInt32BE(microseconds - Math.floor(microseconds / 2 ** 32) * 2 ** 32, at + 4)
}

const HEADER_BYTES = 20

function header(out: Buffer, oid: number, length: number): number {
  out.writeInt32BE(length === 0 ? 0 : 1, 0)
  out.writeInt32BE(1, 4)
  out.writeInt32BE(oid, 8)
  if (length === 0) return 12
  out.writeInt32BE(length, 12)
  out.writeInt32BE(1, 16)
  return HEADER_BYTES
}

function fixedArray<T>(oid: number, sizeBytes: number, values: readonly (T | null)[], write: (out: Buffer, at: number, value: T) => void): Buffer {
  const out = Buffer.allocUnsafe(HEADER_BYTES + values.length * (4 + sizeBytes))
  let at = header(out, oid, values.length)
  for (const value of values) {
    out.writeInt32BE(value === null ? -1 : sizeBytes, at)
    at += 4
    if (value === null) continue
    writeChecked(out, at, value, write)
    at += sizeBytes
  }
  return out.subarray(0, at)
}

function writeChecked<T>(out: Buffer, at: number, value: T, write: (out: Buffer, at: number, value: T) => void): void {
  try {
    write(out, at, value)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_OUT_OF_RANGE') throw error
    throw new Unstorable(`binary array: found ${String(value)}, expected a value within the column's range`)
  }
}

function bytesArray(oid: number, values: readonly (string | null)[], prefix: '' | '\u0001'): Buffer {
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  let boundBytes = HEADER_BYTES
  for (const value of values) boundBytes += 5 + (value === null ? 0 : value.length * 3)
  const out = Buffer.allocUnsafeSlow(boundBytes)
  let at = header(out, oid, values.length)
  for (const value of values) {
    const start = at + 4
    const written = value === null ? -1 : writeText(out, start, prefix, value)
    out.writeInt32BE(written, at)
    at = start + Math.max(written, 0)
  }
  return out.subarray(0, at)
}

function writeText(out: Buffer, at: number, prefix: string, value: string): number {
  if (prefix !== '') out[at] = 1
  return prefix.length + out.write(value, at + prefix.length, 'utf8')
}
