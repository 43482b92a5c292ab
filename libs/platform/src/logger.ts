import { pino } from 'pino'

/** Structured log lines; ids go into fields, person data goes nowhere. */
export abstract class Logger {
  abstract info(fields: object, message: string): void
  abstract warn(fields: object, message: string): void
  abstract error(fields: object, message: string): void
  abstract debug(fields: object, message: string): void
}

/** JSON lines on standard error, so that standard output stays the program's own. */
export function openLogger(level: string): Logger {
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }))
}
