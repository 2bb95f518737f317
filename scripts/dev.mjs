// `npm run dev`: the server restarts and the web client is built again whenever a source changes. Reload the page to see it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureDependencies, findNode, ROOT } from './dependencies.mjs'

ensureDependencies()
const node = findNode()
const vite = run('web', [
  'node_modules/vite/bin/vite.js',
  'build',
  '--watch',
  '--outDir',
  'dist',
  '--emptyOutDir',
  '--logLevel',
  'warn',
])
const server = run('.', ['--watch', '--watch-preserve-output', 'server/src/main.ts', 'serve'])

for (const child of [vite, server]) child.on('exit', (code) => end(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0))

function run(folder, [first, ...rest]) {
  const program = first.startsWith('-') ? first : join(ROOT, first)
  return spawn(node, [program, ...rest], { cwd: join(ROOT, folder), stdio: 'inherit' })
}

/** The first to end takes the other with it. */
function end(code) {
  process.exitCode ??= code
  for (const child of [vite, server]) if (child.exitCode === null) child.kill('SIGTERM')
}
