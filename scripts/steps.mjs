// The checks, in the order they run: quick ones first. Used by `npm test`, by CI and by people (`npm test -- lint types`).
import { join } from 'node:path'
import { ROOT } from './dependencies.mjs'

const bin = (name) => join(ROOT, 'node_modules/.bin', name)

/** Each is a program for Node. Those with `report` write Vitest's JSON there and count as many tests; the others count as one. */
export const steps = [
  { name: 'format', args: [bin('biome'), 'ci', '--linter-enabled=false', '.'] },
  { name: 'lint', args: [bin('biome'), 'lint', '--error-on-warnings', '.'] },
  { name: 'types', args: [bin('tsc'), '--project', '.'] },
  { name: 'types-web', args: [bin('tsc'), '--project', 'web'] },
  { name: 'generated', args: [join(ROOT, 'scripts/generate-types.ts'), '--check'] },
  tests('unit', ['contract', 'server', 'web', 'bench', 'start']),
  tests('e2e', ['e2e']),
]

function tests(name, projects) {
  const report = join(ROOT, `node_modules/.naniwa/${name}.json`)
  const chosen = projects.map((project) => `--project=${project}`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return { name, report, args: [bin('vitest'), 'run', ...chosen, ...reporters] }
}
