// The fault runs: real processes on real engines of their own, killed and broken at random points; and the seeded simulator of the core.
//   npm run test:faults                                 every kind of fault (about half an hour)
//   npm run test:faults -- --short                      a few of each
//   npm run test:faults -- --only kills --rounds 50     one kind; --seed N draws the same faults again
//   npm run test:faults -- --minutes 20                 begins no further faults after so long; 60 where nothing is said
//   npm run test:faults -- --simulate 2000              the simulator; --seed N begins with that round, so `--simulate 1 --seed N` plays it alone
import { runTool } from '../launcher/tool.mjs'

process.exitCode = await runTool(new URL('main.ts', import.meta.url))
