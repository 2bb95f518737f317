// Takes the pictures of docs/screenshots/ anew, with the demo company: `node scripts/screenshots.mjs [name …]`. Named, also those that are
// not kept there: `<view>-<ja|en>-<light|dark>-<width>`.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureDependencies, ensureWebClient, fail, findNode, ROOT } from './dependencies.mjs'

ensureDependencies()
const node = findNode()
ensureWebClient(node)
const executablePath = ensureChromium() ?? fail('Chromium was not found.')
const { chromium } = await import('playwright-core')
const { default: sharp } = await import('sharp')
// Written in TypeScript, which Node 20 does not read: the pinned one does.
if (!process.features.typescript) process.exit(spawnSync(node, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1)
const { places } = await import('../e2e/places.ts')
const { ja } = await import('../web/src/text/ja.ts')
const { en } = await import('../web/src/text/en.ts')

const OUT = join(ROOT, 'docs/screenshots')
const ROOM = '冬ギフト「みなもの月」'
/** Without people from outside. */
const TEAM = '商品企画チーム'
const WAITING = '版下の差し替えは、明日の朝いちばんに送ります。'
const SIZES = { 1440: [1440, 900], 1024: [1024, 768], 390: [390, 844] }
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** What to do before the picture, on a page of somebody who is signed in. */
const views = {
  chat: openRoom,
  list: async () => {},
  room: openRoom,
  contacts: openContacts,
  search,
  files: openFiles,
  viewer: openViewer,
  offline: openOffline,
  newroom: place('new-room-people'),
  roomsettings: place('room-settings-members'),
  emoji: place('message-emoji'),
  settings: place('settings-look'),
  profile: place('settings-profile'),
  address: place('settings-address'),
  password: place('settings-password'),
  confirmaddress: place('address'),
  devices: place('settings-devices'),
  close: place('settings-close'),
  region: place('settings-language'),
  notifications: place('settings-notifications'),
  quiet: place('settings-quiet'),
  tokens: place('settings-tokens'),
  webhooks: place('settings-webhooks'),
  apps: place('settings-apps'),
  developer: place('settings-developer'),
  registerapp: place('settings-app'),
  consent: place('consent'),
  consentself: place('consent-self'),
  admintokens: place('admin-tokens'),
  admin: place('admin-people'),
  adminperson: place('admin-person'),
  deactivate: place('admin-deactivate'),
  statistics: place('admin-statistics'),
  tasks: (page) => tasks(page),
  board: (page) => tasks(page, '/board'),
  calendar: (page) => tasks(page, '/calendar'),
}

const shots = [
  ...['ja-light', 'ja-dark', 'en-light', 'en-dark'].map((look) => `chat-${look}-1440`),
  ...['chat-ja-light-1024', 'chat-en-dark-1024'],
  ...['list-ja-light-390', 'list-en-dark-390', 'room-ja-light-390', 'room-ja-dark-390', 'room-en-light-390'],
  ...['search-ja-light-1440', 'search-en-dark-1440', 'search-ja-light-390'],
  ...['contacts-ja-light-1440', 'contacts-en-dark-1440', 'contacts-ja-light-390'],
  ...['files-ja-light-1440', 'files-en-dark-1440', 'files-ja-light-390', 'viewer-ja-light-1440', 'viewer-en-dark-1440'],
  ...['newroom-ja-light-1440', 'roomsettings-en-dark-1440', 'roomsettings-ja-light-390'],
  ...['emoji-ja-light-1440', 'offline-ja-light-1440', 'offline-en-dark-390'],
  ...[
    'settings-ja-light-1440',
    'settings-en-dark-390',
    'devices-en-dark-1024',
    'admin-ja-light-1440',
    'admin-en-dark-1024',
    'statistics-ja-light-1440',
    'notifications-ja-light-1440',
    'region-en-dark-1024',
    'tokens-ja-light-1440',
    'webhooks-en-dark-390',
    'apps-ja-light-1440',
    'developer-en-dark-390',
    'consent-ja-light-1440',
  ],
  ...[
    'tasks-ja-light-1440',
    'tasks-en-dark-1440',
    'tasks-ja-light-390',
    'board-ja-light-1440',
    'calendar-ja-light-1440',
  ],
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !isName(name))
if (unknown.length > 0)
  fail(
    `No such picture: ${unknown.join(', ')}. Names are <view>-<ja|en>-<light|dark>-<${Object.keys(SIZES).join('|')}>; views: ${Object.keys(views).join(', ')}.`,
  )

const data = join(tmpdir(), `naniwa-screenshots-${process.pid}`)
const port = 20_000 + (process.pid % 20_000)
const env = { ...process.env, NANIWA_DATA: data, PORT: String(port), NANIWA_RATE_LIMITS: 'off' }
const main = join(ROOT, 'server/src/main.ts')
const { email, password } = JSON.parse(spawnSync(node, [main, 'demo', '--json'], { env, encoding: 'utf8' }).stdout)
const server = spawn(node, [main, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
await new Promise((resolve) => server.stdout.on('data', (bytes) => String(bytes).includes('Naniwa is at') && resolve()))
const url = `http://127.0.0.1:${port}`
const browser = await chromium.launch({ executablePath, args: FLAGS })
mkdirSync(OUT, { recursive: true })
try {
  for (const name of wanted.length > 0 ? wanted : shots) await shoot(name)
  if (wanted.length === 0) await shootSignIn()
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await new Promise((resolve) => server.on('exit', resolve))
  rmSync(data, { recursive: true, force: true })
}

function isName(name) {
  const [view, language, theme, width, ...rest] = name.split('-')
  const isLook = ['ja', 'en'].includes(language) && ['light', 'dark'].includes(theme)
  return Object.hasOwn(views, view) && isLook && Object.hasOwn(SIZES, width) && rest.length === 0
}

async function shoot(name) {
  const [view, language, theme, width] = name.split('-')
  const page = await open(language, width)
  const session = await page.request.post(`${url}/api/sessions/signIn`, { data: { email, password } })
  if (!session.ok()) throw new Error(`signing in failed: ${await session.text()}`)
  await page.request.post(`${url}/api/accounts/updateSettings`, { data: { language, theme } })
  await page.goto(url)
  await page.getByText(ROOM).first().waitFor()
  await views[view](page, { ja, en }[language])
  await save(page, name)
}

async function shootSignIn() {
  const page = await open('ja', 1440)
  await page.goto(url)
  await page.locator('input[type=password]').waitFor()
  await save(page, 'signin-ja-light-1440')
}

async function open(language, size) {
  const [width, height] = SIZES[size]
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: size === '390' ? 2 : 1,
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    hasTouch: size === '390',
    isMobile: size === '390',
    baseURL: url,
  })
  context.setDefaultTimeout(60_000)
  return context.newPage()
}

/** One of the places that the tests go to as well. */
function place(name) {
  const { go } = places.find((one) => one.name === name)
  return go
}

/** Without a network, and with something written that waits for it. */
async function openOffline(page, text) {
  await openRoom(page, text, TEAM)
  await page.context().setOffline(true)
  await page.locator('form.composer textarea').fill(WAITING)
  await page.keyboard.press('Control+Enter')
  await page.getByText(text.rooms.offlineWaiting('1')).waitFor()
  await page.getByText(text.messages.waiting).waitFor()
}

async function openRoom(page, _text, room = ROOM) {
  await page.getByText(room).first().click()
  await page.locator('[role=log] article').last().waitFor()
  // Previews are drawn once the server has started.
  if (room === ROOM) await page.locator('.shot').last().locator('img').waitFor({ timeout: 300_000 })
}

async function tasks(page, view = '') {
  await page.goto(`${url}/tasks${view}`)
  const first = page.locator('main a[href*="task="], .bcard, .cday').first()
  await first.waitFor()
  if (view === '' && page.viewportSize().width > 767) await page.locator('[data-task]').nth(2).click()
}

async function search(page) {
  if (page.viewportSize().width > 767) await openRoom(page)
  await page.locator('.find').click()
  await page.getByRole('combobox').pressSequentially('くるみ 表示')
  await page.getByRole('option').locator('mark').first().waitFor()
}

/** The page of people with somebody's card; on a phone without, where it would cover the page. */
async function openContacts(page) {
  await page.goto(`${url}/contacts`)
  await page.locator('.crow').first().waitFor()
  if (page.viewportSize().width < 768) return
  await page.locator('.crow .who').filter({ hasText: '田辺 涼' }).click()
  await page.locator('.float.person .facts').waitFor()
}

async function openFiles(page) {
  await page.goto(`${url}/files`)
  await page.locator('.filetable tbody tr').first().waitFor()
}

async function openViewer(page) {
  await openRoom(page)
  await page.locator('.shot img').last().click()
  await page.locator('.drawn img').last().waitFor()
}

async function save(page, name) {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(600)
  const png = await page.screenshot()
  await sharp(png)
    .png({ palette: true, quality: 90, effort: 8 })
    .toFile(join(OUT, `${name}.png`))
  await page.context().close()
  console.log(name)
}
