// What `npm test`, CI and people run (`npm test -- style unit`).
import { join } from 'node:path'
import { ROOT } from './dependencies.mjs'

const bin = (name) => join(ROOT, 'node_modules/.bin', name)

/** Looks at the sources, one after the other, quick ones first. Each is a program for Node and counts as one test. */
export const checks = {
  // Format and lint.
  style: [bin('biome'), 'ci', '--error-on-warnings', '.'],
  types: [bin('tsc'), '--project', '.'],
  'types-web': [bin('tsc'), '--project', 'web'],
  'types-deploy': [bin('tsc'), '--project', 'deploy'],
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
