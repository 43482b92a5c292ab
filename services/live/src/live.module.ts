import { Module } from '@nestjs/common'
import { Platform } from '@tierline/platform/platform'
import { BoardDesk } from './board/board-desk.ts'
import { BoardReader } from './board/board-reader.ts'
import { StoredBoards } from './board/stored-boards.ts'
import { BoardsController } from './http/boards.controller.ts'
import { KnownBoards } from './past/known-boards.ts'
import { PUSH_PROVIDERS } from './push/push-providers.ts'
import { StoredRubrics } from './rubric/stored-rubrics.ts'
import { HealthController } from './site/health.controller.ts'
import { Readiness } from './site/readiness.ts'
import { SiteModule } from './site/site.module.ts'

/** Boards for people: HTTP, the live push, the dashboard's files. Needs the platform module. */
@Module({
  imports: [SiteModule.of()],
  controllers: [BoardsController, HealthController],
  providers: [
    { provide: StoredRubrics, useFactory: ({ db }: Platform) => new StoredRubrics(db), inject: [Platform] },
    { provide: StoredBoards, useFactory: (platform: Platform) => new StoredBoards(platform), inject: [Platform] },
    { provide: BoardReader, useExisting: StoredBoards },
    {
      provide: BoardDesk,
      useFactory: (platform: Platform, rubrics: StoredRubrics, live: StoredBoards) => {
        const known = new KnownBoards(platform, rubrics)
        return new BoardDesk({ platform, rubrics, live, known, corrected: known })
      },
      inject: [Platform, StoredRubrics, StoredBoards],
    },
    ...PUSH_PROVIDERS,
    { provide: Readiness, useFactory: (platform: Platform, reader: BoardReader) => new Readiness(platform, reader), inject: [Platform, BoardReader] },
  ],
})
export class LiveModule {}
