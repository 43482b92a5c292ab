// Prints the build's id, made of the sources: the same sources give the same id, and walls reload when it changes.
import { fileURLToPath } from 'node:url'
import { stampOf } from '../../bin/ready/stamp.mjs'

console.log(stampOf(fileURLToPath(new URL('../../', import.meta.url)), ['apps', 'libs', 'services', 'rubrics', 'package-lock.json']).slice(0, 12))
