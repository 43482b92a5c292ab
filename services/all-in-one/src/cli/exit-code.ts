/** What the shell is told: done, something was found wrong, the command line cannot be read, or it could not be tried. */
export const EXIT = { done: 0, found: 1, usage: 2, failed: 3 } as const

/** The command line cannot be read; the message says how it should be. */
export class UsageError extends Error {}
