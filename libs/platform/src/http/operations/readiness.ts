import type { Platform } from '../../platform.ts'

/** What `GET /readyz` says; `waitsFor` is there while it is not ready, `degraded` while it works with a part away. */
export interface Ready {
  ready: boolean
  /** Which process answers: ingest, rollup, scoring, live, or all-in-one. */
  process: string
  build: string
  /** The stored clock, ISO; null where nobody here reads it. */
  instant: string | null
  demo: boolean
  bureau: string
  waitsFor?: string
  degraded?: string[]
}

/** What one part of a process finds of itself; nothing where it works. */
export interface Finding {
  /** Without it the process cannot do its work. */
  waitsFor?: string
  /** Without it the process does its work with less. */
  degraded?: string
  instant?: string
}

/** One thing that readiness depends on; asked at every probe, and silent for longer than two seconds is an answer too. */
export interface ReadinessCheck {
  /** What is waited for when the question fails or gets no answer. */
  name: string
  ask(): Finding | Promise<Finding>
}

/** Longer than this is no answer: whoever asks wants to know whether to send requests here now. */
const PATIENCE_MS = 2_000

/** Whether requests may be sent to this process; every part that it depends on adds a check of its own. */
export class Readiness {
  private isEnding = false
  private lastSaid: string | null | undefined

  constructor(private readonly parts: { platform: Pick<Platform, 'config' | 'isDemo' | 'logger'>; process: string; checks: ReadinessCheck[] }) {}

  add(check: ReadinessCheck): void {
    this.parts.checks.push(check)
  }

  /** From here on no new requests are wanted. */
  end(): void {
    this.isEnding = true
  }

  async ask(): Promise<Ready> {
    const { platform: { config: { build, bureau }, isDemo }, process, checks } = this.parts
    const findings = await Promise.all(checks.map((check) => this.find(check)))
    const waitsFor = this.isEnding ? 'nothing more: this process ends' : findings.find((found) => found.waitsFor !== undefined)?.waitsFor
    const degraded = findings.flatMap((found) => found.degraded ?? [])
    this.say(waitsFor ?? null)
    return {
      ready: waitsFor === undefined, process, build, instant: findings.find((found) => found.instant)?.instant ?? null, demo: isDemo, bureau,
      ...(waitsFor === undefined ? {} : { waitsFor }), ...(degraded.length === 0 ? {} : { degraded }),
    }
  }

  private async find(check: ReadinessCheck): Promise<Finding> {
    try {
      return await within(PATIENCE_MS, (async () => await check.ask())())
    } catch (error) {
      this.parts.platform.logger.debug({ err: error, check: check.name }, 'a readiness check failed')
      return { waitsFor: check.name }
    }
  }

  /** Probes come every few seconds; only a change is worth a line. */
  private say(waitsFor: string | null): void {
    if (waitsFor === this.lastSaid) return
    this.lastSaid = waitsFor
    if (waitsFor === null) this.parts.platform.logger.info({}, 'ready')
    else this.parts.platform.logger.warn({ waitsFor }, 'not ready')
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
