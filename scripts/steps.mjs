// What `npm test`, CI and people run (`npm test -- style unit`).
import { join } from 'node:path'
import { ROOT } from './dependencies.mjs'

const bin = (name) => join(ROOT, 'node_modules/.bin', name)

/** In several threads it looks at what they share in each: twice the processor time, which the tests beside it need. */
const types = (project) => [bin('tsc'), '--project', project, '--singleThreaded']

/** Looks at the sources, one after the other, quick ones first. Each is a program for Node and counts as one test. */
export const checks = {
  // Format and lint.
  style: [bin('biome'), 'ci', '--error-on-warnings', '.'],
  types: types('.'),
  'types-web': types('web'),
  'types-deploy': types('deploy'),
  generated: [join(ROOT, 'scripts/generate-types.ts'), '--check'],
}

/** Those that need what deploy/ has of its own; left out, and counted as skipped, where that cannot be had. */
export const deploying = ['types-deploy', 'deploy']

/** Where the tests of each are. Those that are chosen run in one go, so that no worker waits for the end of a suite. */
export const suites = {
  unit: ['contract/', 'server/', 'web/', 'bench/', 'scripts/'],
  deploy: ['deploy/'],
  e2e: ['e2e/'],
}
