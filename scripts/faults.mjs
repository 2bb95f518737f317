// A long run of faults: 200 clients talk while everything is killed, hangs and is cut off, then all copies are compared.
// As root on Debian; `--help` lists what can be chosen. docs/reliability.md says what it found.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureDependencies, fail, findNode, ROOT } from './dependencies.mjs'
import { ensureEngines } from './engines.mjs'

const USAGE = `node scripts/faults.mjs [options]

  --clients=200  people who talk meanwhile
  --seed=…       of the order of faults
  --pause=70     seconds that something hangs or is cut off
  --minutes=60   after which no further fault begins
  --only=a,b     faults of these parts alone`

const text = { type: 'string' }
const { values } = readOptions({
  clients: text,
  seed: text,
  pause: text,
  minutes: text,
  only: text,
  help: { type: 'boolean' },
})
if (values.help) {
  console.log(USAGE)
  process.exit()
}

function readOptions(options) {
  try {
    return parseArgs({ options })
  } catch (error) {
    return fail(`${error.message}\n\n${USAGE}`)
  }
}

ensureDependencies()
const env = {
  ...process.env,
  ...ensureEngines(),
  FAULTS_CLIENTS: values.clients ?? 200,
  FAULTS_SEED: values.seed ?? Date.now() % 1_000_000,
  // Seconds; longer than every time limit of the program, the longest of which a client has: 60 seconds of silence.
  FAULTS_PAUSE: values.pause ?? 70,
  // After these no further fault begins.
  FAULTS_MINUTES: values.minutes ?? 60,
  // Faults of some parts alone, by their names.
  FAULTS_ONLY: values.only ?? '',
}
console.log(`${env.FAULTS_CLIENTS} clients, seed ${env.FAULTS_SEED}, pauses of ${env.FAULTS_PAUSE} s`)
const vitest = join(ROOT, 'node_modules/.bin/vitest')
const args = [
  vitest,
  'run',
  'e2e/fleet/fleet.test.ts',
  '-t',
  'nothing that was acknowledged',
  '--disable-console-intercept',
]
process.exit(spawnSync(findNode(), args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1)
