import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { UsageError } from './exit-code.ts'

type Options = NonNullable<ParseArgsConfig['options']>
/** What was given: texts, flags, and lists where an option may come several times. */
export type Given<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>>

/** Reads the rest of a command line; an unknown option or a missing value is a usage error that says which. */
export function readArguments<T extends Options>(args: readonly string[], options: T): Given<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** The value of an option that must be there. */
export function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`缺少 ${option}。/ ${option} is missing.`)
  return value
}

/** The one positional argument of a command. */
export function onlyOne(positionals: readonly string[], what: string): string {
  const [first, ...rest] = positionals
  if (first === undefined || rest.length > 0) throw new UsageError(`需要且仅需要一个${what}，实际给出 ${positionals.length} 个。/ Expected exactly one ${what}, found ${positionals.length}.`)
  return first
}

/** A port number from 0 to 65535, where one was given. */
export function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port: found "${text}", expected a number from 0 to 65535.`)
  return port
}

/** A positive number, where one was given. */
export function positiveOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new UsageError(`${option}: found "${text}", expected a number above 0.`)
  return value
}

/** For commands that take no positional argument. */
export function positionless(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`多余的参数“${positionals.join(' ')}”。/ Found "${positionals.join(' ')}", expected no further argument.`)
}
