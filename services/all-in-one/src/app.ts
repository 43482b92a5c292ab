import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { openApp } from '@tierline/platform/http/open-app'
import type { Platform } from '@tierline/platform/platform'
import { AllInOneModule } from './all-in-one.module.ts'

/** Every service over one platform, on Fastify with socket.io on the same port; not listening yet. */
export async function createApp(platform: Platform): Promise<NestFastifyApplication> {
  const app = await openApp(AllInOneModule.of(platform), platform)
  app.useWebSocketAdapter(new IoAdapter(app))
  return app
}
