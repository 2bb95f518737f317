// Browsers and fonts for the tests that look at the product: found, or installed where this machine lets us.
import { spawnSync } from 'node:child_process'
import { install, isOffered, isProgram, mayInstall, onPath } from './system.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * The path of Chromium, or undefined. As root on Debian and its kin, what is missing is installed: the browser, and the fonts
 * without which Japanese and emoji are empty boxes.
 */
export function ensureChromium() {
  const missing = [...(findChromium() ? [] : ['chromium']), ...missingFonts()]
  if (missing.length > 0 && mayInstall()) install(missing)
  return findChromium()
}

const SHELL = 'chromium-headless-shell'

/**
 * The path of Chromium without the parts around its pages, or undefined: most tests need no more, and it takes a fifth less of the
 * processor. Installed like Chromium where Debian has it, in the same version; whoever names another Chromium is given that alone.
 */
export function ensureChromiumShell() {
  const { CHROMIUM, CHROMIUM_SHELL } = process.env
  if (CHROMIUM_SHELL) return CHROMIUM_SHELL
  if (CHROMIUM) return undefined
  if (!onPath(SHELL) && mayInstall() && isOffered(SHELL)) install([SHELL])
  return onPath(SHELL)
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
