import { pino } from 'pino'

/** Structured log lines; ids go into fields, person data goes nowhere. */
export abstract class Logger {
  abstract info(fields: object, message: string): void
  abstract warn(fields: object, message: string): void
  abstract error(fields: object, message: string): void
  abstract debug(fields: object, message: string): void
}

/** JSON lines on standard error, so that standard output stays the program's own; every line carries the process' name where it has one. */
export function openLogger(level: string, process: string | null = null): Logger {
  const destination = pino.destination({ fd: 2, sync: true })
  // A window that was closed takes no more lines; that must not end the process before it has stopped in order.
  destination.on('error', () => undefined)
  return pino({ level, base: process === null ? null : { process } }, destination)
}
