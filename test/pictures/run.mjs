// Takes the pictures of docs/pictures from the demo city.
import { runTool } from '../launcher/tool.mjs'

process.exitCode = await runTool(new URL('main.ts', import.meta.url))
