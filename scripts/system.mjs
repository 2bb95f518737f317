// Programs of the machine: found, or installed where this machine lets us.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether Debian's packages can be installed: as root on Debian and its kin. */
export function mayInstall() {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined
}

/** Whether Debian, as this machine knows it, has such a package. */
export function isOffered(name) {
  return spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0
}

export function install(packages) {
  console.error(`Installing ${packages.join(', ')} …`)
  const run = (...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  run('update', '-qq')
  // Somebody else may be installing something.
  run('install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages)
}

export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(isProgram)
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
