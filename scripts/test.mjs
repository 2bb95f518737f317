// `npm test`: all the set-up, then every step. The last line sums up all suites and the exit code says whether all is well.
// `npm test -- lint types` runs those steps; `npm test -- server/src/db` runs those tests.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureDependencies, ensureWebClient, fail, findNode, ROOT } from './dependencies.mjs'
import { ensureEngines, missingEngines } from './engines.mjs'
import { steps } from './steps.mjs'

const wanted = process.argv.slice(2)
ensureDependencies()
const node = findNode()
mkdirSync(join(ROOT, 'node_modules/.naniwa'), { recursive: true })
// Hundreds of processes read the same sources: only the first has to compile them.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.naniwa/compile-cache')

if (wanted.length > 0 && !wanted.every((name) => steps.some((step) => step.name === name))) {
  const vitest = join(ROOT, 'node_modules/.bin/vitest')
  const needsBrowser = wanted.some((path) => path.includes('e2e'))
  if (needsBrowser) ensureWebClient(node)
  const env = environment(needsBrowser ? ['browser', 'engines'] : ['engines'])
  process.exit(spawnSync(node, [vitest, 'run', ...wanted], { cwd: ROOT, stdio: 'inherit', env }).status ?? 1)
}

const chosen = steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
if (chosen.some(({ report }) => report)) ensureWebClient(node)
const env = environment([
  ...(chosen.some(({ name }) => name === 'e2e') ? ['browser'] : []),
  ...(chosen.some(({ report }) => report) ? ['engines'] : []),
])
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []
for (const step of chosen) {
  const counts = run(step)
  for (const key of Object.keys(total)) total[key] += counts[key]
  if (counts.failed > 0) failures.push(step.name)
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)

/** Where the programs are that tests start. Without the browser there is no test of the product; an engine may be missing. */
function environment(needs) {
  const found = { ...process.env }
  if (needs.includes('browser')) {
    found.CHROMIUM = ensureChromium()
    if (!found.CHROMIUM)
      fail(
        'Chromium was not found: install it (Debian: apt-get install chromium) or set CHROMIUM to its path, then run npm test again.',
      )
  }
  if (needs.includes('engines')) {
    const engines = ensureEngines()
    for (const variable of missingEngines(engines))
      console.error(`SKIPPED: the tests that need ${variable}; install it or set ${variable} to its path.`)
    Object.assign(found, engines)
  }
  return found
}

function run({ name, args, report }) {
  console.log(`\n— ${name}`)
  if (report) rmSync(report, { force: true })
  const started = Date.now()
  const { status } = spawnSync(node, args, { cwd: ROOT, stdio: 'inherit', env })
  const counts = report
    ? readCounts(report, status)
    : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }
  console.log(`${counts.failed > 0 ? '✗' : '✓'} ${name} (${((Date.now() - started) / 1_000).toFixed(1)} s)`)
  return counts
}

/** A run that fails without a failed test (a file that does not load, an error outside of tests, a crash) counts as one failure. */
function readCounts(report, status) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = numFailedTests === 0 && status !== 0 ? 1 : numFailedTests
    return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
