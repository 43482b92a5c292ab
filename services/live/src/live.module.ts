import { Module } from '@nestjs/common'
import type { DynamicModule, OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { OperationsModule } from '@tierline/platform/http/operations/operations.module'
import { Readiness } from '@tierline/platform/http/operations/readiness'
import { Platform } from '@tierline/platform/platform'
import { PlatformModule } from '@tierline/platform/platform.module'
import type { FastifyInstance } from 'fastify'
import { BoardDesk } from '@tierline/boards/desk/board-desk'
import { BoardReader } from '@tierline/boards/board/board-reader'
import { StoredBoards } from '@tierline/boards/board/stored-boards'
import { EventSampler } from '@tierline/boards/explain/event-sampler'
import { Explanations } from '@tierline/boards/explain/explanations'
import { UnitChanges } from '@tierline/boards/explain/unit-changes'
import { Views } from '@tierline/boards/explain/views'
import { BoardsController } from './http/boards.controller.ts'
import { UnitsController } from './http/units.controller.ts'
import { WhatIfController } from './http/what-if.controller.ts'
import { readYamlBodies } from './http/yaml-body.ts'
import { OpenApiController } from './openapi/openapi.controller.ts'
import { CorrectedBoards } from '@tierline/boards/past/corrected-boards'
import { KnownBoards } from '@tierline/boards/past/known-boards'
import { PUSH_PROVIDERS } from './push/push-providers.ts'
import { StoredRubrics } from '@tierline/boards/rubric/stored-rubrics'
import { BoardsScored } from './site/boards-scored.ts'
import { SiteModule } from './site/site.module.ts'
import { BoardsUnder } from './what-if/boards-under.ts'
import { FoldViews } from './what-if/fold-views.ts'
import { WhatIfs } from './what-if/what-ifs.ts'

/** Boards for people: HTTP, the live push, the dashboard's files; and the description of the whole interface, whoever serves which part of it. Needs the platform and the operations module. */
@Module({
  imports: [SiteModule.of()],
  controllers: [BoardsController, WhatIfController, UnitsController, OpenApiController],
  providers: [
    { provide: StoredRubrics, useFactory: ({ db }: Platform) => new StoredRubrics(db), inject: [Platform] },
    { provide: StoredBoards, useFactory: (platform: Platform) => new StoredBoards(platform), inject: [Platform] },
    { provide: BoardReader, useExisting: StoredBoards },
    { provide: CorrectedBoards, useFactory: (platform: Platform, rubrics: StoredRubrics) => new CorrectedBoards(platform, rubrics), inject: [Platform, StoredRubrics] },
    {
      provide: BoardDesk,
      useFactory: (platform: Platform, rubrics: StoredRubrics, live: StoredBoards, corrected: CorrectedBoards) =>
        new BoardDesk({ platform, rubrics, live, known: new KnownBoards(platform, rubrics), corrected }),
      inject: [Platform, StoredRubrics, StoredBoards, CorrectedBoards],
    },
    {
      provide: Views,
      useFactory: (platform: Platform, rubrics: StoredRubrics, desk: BoardDesk, corrected: CorrectedBoards) => new Views({ platform, rubrics, desk, corrected }),
      inject: [Platform, StoredRubrics, BoardDesk, CorrectedBoards],
    },
    {
      provide: WhatIfs, useFactory: (platform: Platform, rubrics: StoredRubrics, views: Views) => new WhatIfs({ platform, rubrics, views, folds: new FoldViews(platform) }),
      inject: [Platform, StoredRubrics, Views],
    },
    { provide: BoardsUnder, useFactory: (platform: Platform, desk: BoardDesk, whatIfs: WhatIfs) => new BoardsUnder(platform, { desk, whatIfs }), inject: [Platform, BoardDesk, WhatIfs] },
    { provide: Explanations, useFactory: (platform: Platform, views: Views) => new Explanations(platform, views), inject: [Platform, Views] },
    { provide: UnitChanges, useFactory: (views: Views, explanations: Explanations) => new UnitChanges(views, explanations), inject: [Views, Explanations] },
    {
      provide: EventSampler,
      useFactory: (platform: Platform, views: Views, explanations: Explanations) => new EventSampler(platform, { views, explanations }),
      inject: [Platform, Views, Explanations],
    },
    ...PUSH_PROVIDERS,
    { provide: BoardsScored, useFactory: (platform: Platform, reader: BoardReader, readiness: Readiness) => BoardsScored.awaited({ platform, reader, readiness }), inject: [Platform, BoardReader, Readiness] },
  ],
})
export class LiveModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    readYamlBodies(this.host.httpAdapter.getInstance<FastifyInstance>())
  }
}

/** The live service alone in a process. */
@Module({})
export class LiveProcessModule {
  static of(platform: Platform): DynamicModule {
    return { module: LiveProcessModule, imports: [PlatformModule.of(platform), OperationsModule.of('live'), LiveModule] }
  }
}
