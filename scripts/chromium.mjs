// A browser and fonts for the tests that look at the product: found, or installed where this machine lets us.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * The path of Chromium, or undefined. As root on Debian and its kin, what is missing is installed: the browser, and the fonts
 * without which Japanese and emoji are empty boxes.
 */
export function ensureChromium() {
  const missing = [...(findChromium() ? [] : ['chromium']), ...missingFonts()]
  if (missing.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) install(missing)
  return findChromium()
}

function findChromium() {
  const wanted = process.env.CHROMIUM
  if (wanted) return isProgram(wanted) ? wanted : undefined
  return NAMES.map(onPath).find(Boolean) ?? (isProgram(MAC) ? MAC : undefined)
}

function missingFonts() {
  const { status, stdout } = spawnSync('fc-list', [':', 'family'], { encoding: 'utf8' })
  const families = status === 0 ? stdout : ''
  const fonts = { 'fonts-noto-cjk': /CJK JP|IPA|Takao|VL Gothic/, 'fonts-noto-color-emoji': /Emoji/ }
  return Object.keys(fonts).filter((name) => !fonts[name].test(families))
}

function install(packages) {
  console.error(`Installing ${packages.join(', ')} …`)
  const run = (...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  run('update', '-qq')
  run('install', '-y', '-qq', '--no-install-recommends', ...packages)
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(isProgram)
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
