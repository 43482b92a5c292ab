import { startDemo } from '../../support/demo-process.ts'
import { against } from '../report/figure.ts'
import type { Section } from '../report/figure.ts'

/** `npm run demo`, packages installed and built, until its boards are on screen and until its year is told. */
export const demoTimings: Section = {
  title: 'The demo',
  async run() {
    const started = performance.now()
    const passed = (): number => (performance.now() - started) / 1000
    const demo = await startDemo()
    try {
      await demo.drawn()
      const onScreen = passed()
      const tally = await demo.told()
      return [
        against('`npm run demo`, packages installed → boards on screen', onScreen, { most: 60, aim: 30, unit: ' s', decimals: 1, note: 'every board has its rows; the year is still being replayed' }),
        against('`npm run demo` → the year replayed through the HTTP door', passed(), { most: 60, unit: ' s', decimals: 1, note: tally }),
      ]
    } finally {
      await demo.close()
    }
  },
}
