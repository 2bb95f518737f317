import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Machines are slow and shared: only what hangs may fail by time. */
const PATIENCE_MS = 120_000

/** Files run as Node runs the product, without a bundler between, and those of a worker share what they import: half the time. */
function project(name: string, include: string, more: TestProjectInlineConfiguration['test'] = {}) {
  const test = { name, include: [include], testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS, isolate: false }
  return { test: { ...test, experimental: { viteModuleRunner: false }, ...more } }
}

/** What the client is made of holds JSX, which Node does not read. */
const BUNDLED = { experimental: { viteModuleRunner: true } }

/** Few long files before many short ones, so that no worker is alone in the end; first those that mostly wait. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = projects.map(({ test }) => test.name)
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => order.indexOf(a.project.name) - order.indexOf(b.project.name))
  }
}

const projects = [
  project('deploy', 'deploy/check/*.test.ts'),
  project('start', 'scripts/**/*.test.ts'),
  project('fleet', 'e2e/fleet/*.test.ts'),
  project('places', 'e2e/a11y.test.ts'),
  project('bench', 'bench/**/*.test.ts'),
  project('e2e', 'e2e/!(a11y).test.ts'),
  project('server', 'server/src/**/*.test.ts'),
  project('web', 'web/src/**/*.test.ts', BUNDLED),
  project('contract', 'contract/src/**/*.test.ts'),
]

export default defineConfig({
  test: {
    // One PostgreSQL for the whole run; test files clone its migrated template.
    globalSetup: 'server/src/testing/postgres.ts',
    // More than there are processors: half of the time is spent waiting for servers, browsers and engines.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
    projects,
  },
})
