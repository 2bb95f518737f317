import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Machines are slow and shared: only what hangs may fail by time. */
const PATIENCE_MS = 120_000

/** Of tests; those of the client are a project of their own. */
const FOLDERS = ['deploy/check', 'scripts', 'e2e', 'bench', 'server/src', 'contract/src']

const shared = { testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS, isolate: false }

/** Those that wait most, or last longest, first: few long files before many short ones leave no worker alone in the end. */
const FIRST = ['deploy/', 'scripts/', 'e2e/fleet/', 'e2e/a11y', 'bench/', 'e2e/', 'server/']

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => placeOf(a) - placeOf(b))
  }
}

/** Another project takes another process, so that those of one stand together. */
function placeOf({ moduleId, project }: TestSpecification): number {
  const path = relative(import.meta.dirname, moduleId)
  const at = FIRST.findIndex((start) => path.startsWith(start))
  return (at < 0 ? FIRST.length : at) + (project.name === 'web' ? FIRST.length + 1 : 0)
}

export default defineConfig({
  test: {
    // One PostgreSQL for the whole run; test files clone its migrated template.
    globalSetup: 'server/src/testing/postgres.ts',
    // More than there are processors: half of the time is spent waiting for servers, browsers and engines.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
    projects: [
      // As Node runs the product, without a bundler between. Files of a worker share what they import: half the time.
      {
        test: {
          ...shared,
          name: 'node',
          include: FOLDERS.map((folder) => `${folder}/**/*.test.ts`),
          experimental: { viteModuleRunner: false },
        },
      },
      // What the client is made of holds JSX, which Node does not read.
      { test: { ...shared, name: 'web', include: ['web/src/**/*.test.ts'], experimental: { viteModuleRunner: true } } },
    ],
  },
})
