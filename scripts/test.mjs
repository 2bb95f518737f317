// `npm test`: all the set-up, then every step. The last line sums up all suites and the exit code says whether all is well.
// `npm test -- style types` runs those steps; `npm test -- server/src/db` runs those tests.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium, ensureChromiumShell } from './chromium.mjs'
import { ensureDependencies, ensureDeploy, ensureWebClient, fail, findNode, ROOT } from './dependencies.mjs'
import { ensureEngines, missingEngines } from './engines.mjs'
import { checks, deploying, suites } from './steps.mjs'

const VITEST = join(ROOT, 'node_modules/.bin/vitest')

const wanted = process.argv.slice(2)
ensureDependencies()
const node = findNode()
mkdirSync(join(ROOT, 'node_modules/.naniwa'), { recursive: true })
// Hundreds of processes read the same sources: only the first has to compile them.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.naniwa/compile-cache')

const isStep = (name) => name in checks || name in suites
if (!wanted.every(isStep)) {
  const needsBrowser = wanted.some((path) => path.includes('e2e'))
  if (wanted.some((path) => path.includes('deploy'))) ensureDeploy()
  if (needsBrowser) ensureWebClient(node)
  const env = environment(needsBrowser ? ['browser', 'engines'] : ['engines'])
  process.exit(spawnSync(node, [VITEST, 'run', ...wanted], { cwd: ROOT, stdio: 'inherit', env }).status ?? 1)
}

const isWanted = (name) => wanted.length === 0 || wanted.includes(name)
const left = deploying.some(isWanted) && !ensureDeploy() ? deploying.filter(isWanted) : []
const isChosen = (name) => isWanted(name) && !left.includes(name)
for (const name of left) console.error(`SKIPPED: ${name}; npm ci in deploy/ did not work.`)
const skipped = left.map((name) => ({ name, passed: 0, failed: 0, skipped: 1 }))
const results = [skipped, ...(await Promise.all([runChecks(), runSuites()]))]
const sum = (key) => results.flat().reduce((total, counts) => total + counts[key], 0)
const failures = results.flat().filter(({ failed }) => failed > 0)
if (failures.length > 0) console.log(`\nFailed: ${failures.map(({ name }) => name).join(', ')}`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exit(failures.length > 0 ? 1 : 0)

/** Beside the tests; what they print comes when each has ended. */
async function runChecks() {
  const results = []
  for (const name of Object.keys(checks).filter(isChosen)) {
    const { status, seconds, output } = await run(checks[name], { stdio: ['ignore', 'pipe', 'pipe'] })
    const isWell = status === 0
    console.log(`\n${isWell ? '' : output}${isWell ? '✓' : '✗'} ${name} (${seconds} s)`)
    results.push({ name, passed: isWell ? 1 : 0, failed: isWell ? 0 : 1, skipped: 0 })
  }
  return results
}

async function runSuites() {
  const chosen = Object.keys(suites).filter(isChosen)
  if (chosen.length === 0) return []
  ensureWebClient(node)
  const env = environment(chosen.includes('e2e') ? ['browser', 'engines'] : ['engines'])
  const name = chosen.join(' and ')
  const report = join(ROOT, 'node_modules/.naniwa/tests.json')
  rmSync(report, { force: true })
  const folders = chosen.flatMap((suite) => suites[suite])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status, seconds } = await run([VITEST, 'run', ...folders, ...reporters], { stdio: 'inherit', env })
  const counts = readCounts(report, status)
  console.log(`${counts.failed > 0 ? '✗' : '✓'} ${name} (${seconds} s)`)
  return [{ name, ...counts }]
}

async function run(args, options) {
  const started = Date.now()
  const child = spawn(node, args, { cwd: ROOT, ...options })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (output += bytes))
  const [status] = await once(child, 'close')
  return { status, output, seconds: ((Date.now() - started) / 1_000).toFixed(1) }
}

/** Where the programs are that tests start. Without the browser there is no test of the product; an engine may be missing. */
function environment(needs) {
  const found = { ...process.env }
  if (needs.includes('browser')) {
    found.CHROMIUM = ensureChromium()
    if (!found.CHROMIUM)
      fail(
        'Chromium was not found: install it (Debian: apt-get install chromium) or set CHROMIUM to its path, then run npm test again.',
      )
    const shell = ensureChromiumShell()
    if (shell) found.CHROMIUM_SHELL = shell
  }
  if (needs.includes('engines')) {
    const engines = ensureEngines()
    for (const variable of missingEngines(engines))
      console.error(`SKIPPED: the tests that need ${variable}; install it or set ${variable} to its path.`)
    Object.assign(found, engines)
  }
  return found
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
