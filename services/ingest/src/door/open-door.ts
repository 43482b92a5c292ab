import type { Catalogue } from '@tierline/contracts/catalogue'
import type { Platform } from '@tierline/platform/platform'
import { compileCatalogue } from '../catalogue/compile-catalogue.ts'
import { PersonHash } from '../event/person-hash.ts'
import { Seal } from '@tierline/platform/seal'
import { Door } from './door.ts'

/** The door of an opened platform: its catalogue (or another) compiled, its keys in place. */
export function openDoor(platform: Platform, catalogue: Catalogue = platform.rules.catalogue): Door {
  return new Door({
    types: compileCatalogue(catalogue),
    units: platform.directory,
    persons: new PersonHash(Buffer.from(platform.secrets.personal, 'hex')),
    seal: openSeal(platform),
    clock: platform.clock,
  })
}

/** The seal with the platform's key. */
export function openSeal(platform: Platform): Seal {
  return new Seal(Buffer.from(platform.secrets.seal, 'hex'))
}
