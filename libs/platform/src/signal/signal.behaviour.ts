import { describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import type { Signal } from './signal.ts'

/** What a test keeps of the log. */
export interface KeptLog extends Logger {
  lines: { level: 'info' | 'warn' | 'error'; message: string }[]
}

/** One trial of an adapter: `one` and `two` stand for two processes where the adapter joins processes, else they are the same. */
export interface SignalTrial {
  one: Signal
  two: Signal
  log: KeptLog
  close(): Promise<void>
}

/** What every adapter of the port must do. */
export function behavesAsSignal(name: string, open: () => Promise<SignalTrial>): void {
  const trial = async (work: (opened: SignalTrial) => Promise<void>): Promise<void> => {
    const opened = await open()
    try {
      await work(opened)
    } finally {
      await opened.close()
    }
  }

  describe(`${name} as a signal`, () => {
    it('reaches every listener of the topic, those of other processes too, and no other', () => trial(async ({ one, two }) => {
      const [here, alsoHere, there, other] = [listen(one, 'board'), listen(one, 'board'), listen(two, 'board'), listen(two, 'touched')]
      one.publish('board', '1')
      two.publish('board', '二 "2"')
      await until('both hints everywhere', () => [here, alsoHere, there].every(({ heard }) => heard.length >= 2))
      for (const { heard } of [here, alsoHere, there]) expect([...heard].sort()).toEqual(['1', '二 "2"'])
      expect(other.heard).toEqual([])
    }))

    it('hints nobody before the publisher has gone on', () => trial(async ({ one }) => {
      const { heard } = listen(one, 'touched')
      one.publish('touched', 'a')
      one.tell('touched', 'b')
      expect(heard).toEqual([])
      await until('both hints', () => heard.length === 2)
    }))

    it('tells the listeners of this process alone', () => trial(async ({ one, two }) => {
      const [here, there] = [listen(one, 'rubric'), listen(two, 'rubric')]
      one.tell('rubric', '7')
      one.publish('rubric', '8')
      await until('the hint there', () => there.heard.includes('8'))
      expect(here.heard).toContain('7')
      // In one process `one` and `two` are the same.
      expect(there.heard).toEqual(one === two ? ['7', '8'] : ['8'])
    }))

    it('ends a subscription, that one alone, even where one listener subscribed twice', () => trial(async ({ one, two }) => {
      const heard: string[] = []
      const listener = (payload: string): void => { heard.push(payload) }
      const end = one.subscribe('directory', listener)
      one.subscribe('directory', listener)
      end()
      end()
      two.publish('directory', 'x')
      await until('the hint', () => heard.length > 0)
      await wait(50)
      expect(heard).toEqual(['x'])
    }))

    it('lets no listener that throws hurt another, or the publisher, and says so', () => trial(async ({ one, log }) => {
      one.subscribe('board', () => { throw new Error('mine') })
      const { heard } = listen(one, 'board')
      one.publish('board', '1')
      one.publish('board', '2')
      await until('both hints', () => heard.length === 2)
      expect(log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual(Array(2).fill('a listener of a signal failed; the others were told'))
    }))

    it('says that it is up', () => trial(async ({ one, two }) => {
      await until('both to be up', () => one.isUp() && two.isUp())
      expect([one.isUp(), two.isUp()]).toEqual([true, true])
    }))
  })
}

/** Everything that one listener heard. */
export function listen(signal: Signal, topic: Parameters<Signal['subscribe']>[0]): { heard: string[]; end: () => void } {
  const heard: string[] = []
  return { heard, end: signal.subscribe(topic, (payload) => { heard.push(payload) }) }
}

/** A log that a test can read. */
export function keepLog(): KeptLog {
  const lines: KeptLog['lines'] = []
  const at = (level: 'info' | 'warn' | 'error') => (_fields: object, message: string): void => { lines.push({ level, message }) }
  return { lines, info: at('info'), warn: at('warn'), error: at('error'), debug: () => undefined }
}

/** Waits until something is so; says what it waited for when it never is. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  for (const deadline = performance.now() + withinMs; !(await isSo());) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`)
    await wait(10)
  }
}
