import { Global, Module } from '@nestjs/common'
import type { DynamicModule } from '@nestjs/common'
import { Platform } from './platform.ts'

/** Gives every service the opened platform. */
@Global()
@Module({})
export class PlatformModule {
  static of(platform: Platform): DynamicModule {
    return { module: PlatformModule, providers: [{ provide: Platform, useValue: platform }], exports: [Platform] }
  }
}
