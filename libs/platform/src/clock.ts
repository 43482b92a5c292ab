/** The time of the door and of the ticker; the only way to ask what time it is. */
export abstract class Clock {
  /** Epoch ms. */
  abstract now(): number
  /** Whether the time is simulated; the screen then says so. */
  abstract readonly isSimulated: boolean
}

/** The machine's time. */
export class WallClock extends Clock {
  readonly isSimulated = false

  now(): number {
    return Date.now()
  }
}

/** A time that is moved by hand or runs at a given speed; it never goes back. */
export class SimulatedClock extends Clock {
  readonly isSimulated = true
  private base: number
  private since = Date.now()
  private speed = 0

  constructor(start: number) {
    super()
    this.base = start
  }

  now(): number {
    return this.base + Math.floor((Date.now() - this.since) * this.speed)
  }

  /** Moves forward to an instant; an earlier one changes nothing. */
  advanceTo(instant: number): void {
    this.settle(Math.max(this.now(), instant))
  }

  /** Lets the time run at `speed` simulated ms per real ms; 0 stops it. */
  runAt(speed: number): void {
    this.settle(this.now())
    this.speed = speed
  }

  private settle(instant: number): void {
    this.base = instant
    this.since = Date.now()
  }
}
