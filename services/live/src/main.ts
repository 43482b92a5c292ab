import { IoAdapter } from '@nestjs/platform-socket.io'
import { runProcess } from '@tierline/platform/http/run-process'
import { LiveProcessModule } from './live.module.ts'

// Boards for people as a process of its own, on the same database as the others.
await runProcess({ name: 'live', module: (platform) => LiveProcessModule.of(platform), prepare: (app) => void app.useWebSocketAdapter(new IoAdapter(app)) })
