import { fileURLToPath } from 'node:url'
import { Module } from '@nestjs/common'
import type { DynamicModule } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { FastifyInstance } from 'fastify'
import { registerSite } from './register-site.ts'

const DASHBOARD = fileURLToPath(new URL('../../../../apps/dashboard/dist/', import.meta.url))

/** Token of the promise that the site is registered. */
abstract class RegisteredSite {}

/** The dashboard's files, headers and compression for every route. */
@Module({})
export class SiteModule {
  static of(folder = DASHBOARD): DynamicModule {
    return {
      module: SiteModule,
      providers: [
        // A provider that Nest waits for comes before the routes, which is where compression must be; a lifecycle hook comes after them.
        { provide: RegisteredSite, useFactory: (host: HttpAdapterHost) => registerSite(host.httpAdapter.getInstance<FastifyInstance>(), { folder }), inject: [HttpAdapterHost] },
      ],
    }
  }
}
