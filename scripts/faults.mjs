// A long run of faults: 200 clients talk while everything is killed, hangs and is cut off, then all copies are compared.
// `node scripts/faults.mjs [--clients=200] [--seed=…] [--pause=70] [--minutes=60] [--only=rgw,redis]`; as root on Debian. docs/reliability.md says what it found.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureDependencies, findNode, ROOT } from './dependencies.mjs'
import { ensureEngines } from './engines.mjs'

const read = (name, otherwise) =>
  process.argv.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3) ?? String(otherwise)

ensureDependencies()
const env = {
  ...process.env,
  ...ensureEngines(),
  FAULTS_CLIENTS: read('clients', 200),
  FAULTS_SEED: read('seed', Date.now() % 1_000_000),
  // Seconds; longer than every time limit of the program, the longest of which a client has: 60 seconds of silence.
  FAULTS_PAUSE: read('pause', 70),
  // After these no further fault begins.
  FAULTS_MINUTES: read('minutes', 60),
  // Faults of some parts alone, by their names.
  FAULTS_ONLY: read('only', ''),
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
