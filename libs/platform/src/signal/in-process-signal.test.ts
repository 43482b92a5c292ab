import { InProcessSignal } from './in-process-signal.ts'
import { behavesAsSignal, keepLog } from './signal.behaviour.ts'

behavesAsSignal('the in-process signal', () => {
  const log = keepLog()
  const signal = new InProcessSignal(log)
  return Promise.resolve({ one: signal, two: signal, log, close: () => Promise.resolve() })
})
