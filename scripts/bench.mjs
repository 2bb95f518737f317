// `npm run bench -- send`, and `fanout`, `search`, `rush`, `upload`, `live`: figures of this machine. See docs/benchmarks.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureDependencies, ensureWebClient, fail, findNode, ROOT } from './dependencies.mjs'

ensureDependencies()
const node = findNode()
const env = { ...process.env }
if (process.argv[2] === 'live') {
  ensureWebClient(node)
  env.CHROMIUM = ensureChromium() ?? fail('Chromium was not found: install it, or set CHROMIUM to its path.')
}
const program = join(ROOT, 'bench/src/main.ts')
const { status } = spawnSync(node, [program, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit', env })
process.exit(status ?? 1)
