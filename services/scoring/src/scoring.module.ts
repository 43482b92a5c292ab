import { Module } from '@nestjs/common'
import type { DynamicModule, OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import type { FastifyInstance } from 'fastify'
import { Entries } from './entry/entries.ts'
import { AttributesController } from './http/attributes.controller.ts'
import { readCsvBodies } from './http/csv-body.ts'
import { JudgementsController } from './http/judgements.controller.ts'
import { RubricPagesController } from './http/rubric-pages.controller.ts'
import { RubricsController } from './http/rubrics.controller.ts'
import { RubricPages } from './page/rubric-pages.ts'
import { RubricRegistry } from './rubric/rubric-registry.ts'
import { Scoring } from './scoring.ts'

/** Rubrics, judgements, attributes, and the boards that come of them. Needs the platform module. */
@Module({
  controllers: [JudgementsController, AttributesController, RubricsController, RubricPagesController],
  providers: [
    { provide: Scoring, useFactory: (platform: Platform) => new Scoring(platform), inject: [Platform] },
    { provide: RubricRegistry, useFactory: (scoring: Scoring) => scoring.registry, inject: [Scoring] },
    { provide: RubricPages, useFactory: ({ db, clock }: Platform) => new RubricPages(db, clock), inject: [Platform] },
    {
      provide: Entries,
      useFactory: ({ db, clock, directory }: Platform, { registry, loop }: Scoring) => new Entries({ db, clock, directory, registry, loop }),
      inject: [Platform, Scoring],
    },
  ],
  exports: [Scoring, RubricRegistry],
})
export class ScoringModule implements OnModuleInit, OnModuleDestroy {
  constructor(private readonly host: HttpAdapterHost, private readonly scoring: Scoring) {}

  async onModuleInit(): Promise<void> {
    readCsvBodies(this.host.httpAdapter.getInstance<FastifyInstance>())
    await this.scoring.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.scoring.stop()
  }
}

/** The scoring alone in a process. */
@Module({})
export class ScoringProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: ScoringProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('scoring'), ScoringModule] }
  }
}
