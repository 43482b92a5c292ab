// Measures the bars of both shapes side by side in one run; bounded, on loopback only, and it stops by itself.
import { runTool } from '../launcher/tool.mjs'

process.exitCode = await runTool(new URL('main.ts', import.meta.url))
