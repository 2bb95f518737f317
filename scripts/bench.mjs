// `npm run bench -- send`, and `fanout`, `search`, `rush`, `upload`: figures of this machine. See docs/benchmarks.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureDependencies, findNode, ROOT } from './dependencies.mjs'

ensureDependencies()
const program = join(ROOT, 'bench/src/main.ts')
const { status } = spawnSync(findNode(), [program, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' })
process.exit(status ?? 1)
