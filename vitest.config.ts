import { defineConfig } from 'vitest/config'

/** Machines are slow and shared: only what hangs may fail by time. */
const PATIENCE_MS = 120_000

function project(name: string, ...include: string[]) {
  return { test: { name, include, testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS } }
}

export default defineConfig({
  test: {
    // One PostgreSQL for the whole run; test files clone its migrated template.
    globalSetup: 'server/src/testing/postgres.ts',
    maxWorkers: 2,
    projects: [
      project('contract', 'contract/src/**/*.test.ts'),
      project('server', 'server/src/**/*.test.ts'),
      project('web', 'web/src/**/*.test.ts'),
      project('bench', 'bench/**/*.test.ts'),
      project('start', 'scripts/**/*.test.ts'),
      project('e2e', 'e2e/**/*.test.ts'),
    ],
  },
})
