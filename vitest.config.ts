import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** Machines are slow and shared: only what hangs may fail by time. */
const PATIENCE_MS = 120_000

/** Files run as Node runs the product, without a bundler between, and those of a worker share what they import: half the time. */
function project(name: string, include: string, more: TestProjectInlineConfiguration['test'] = {}) {
  const test = { name, include: [include], testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS, isolate: false }
  return { test: { ...test, experimental: { viteModuleRunner: false }, ...more } }
}

/** What the client is made of holds JSX, which Node does not read. */
const BUNDLED = { experimental: { viteModuleRunner: true } }

export default defineConfig({
  test: {
    // One PostgreSQL for the whole run; test files clone its migrated template.
    globalSetup: 'server/src/testing/postgres.ts',
    maxWorkers: 2,
    projects: [
      project('contract', 'contract/src/**/*.test.ts'),
      project('server', 'server/src/**/*.test.ts'),
      project('web', 'web/src/**/*.test.ts', BUNDLED),
      project('bench', 'bench/**/*.test.ts'),
      project('start', 'scripts/**/*.test.ts'),
      project('e2e', 'e2e/**/*.test.ts', { isolate: true }),
    ],
  },
})
