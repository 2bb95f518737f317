import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The order of the server, lowest first: a file imports from its own place and from lower ones. Names on one line are neighbours
 * who may know each other; features and reactors stand alone on their lines, for they may not know one another both ways.
 */
const ORDER: readonly (readonly string[])[] = [
  ['lib', 'version.ts'],
  ['config.ts'],
  ['db', 'bus', 'blobs', 'events', 'context.ts', 'route.ts'],
  // Features.
  ['images'],
  ['accounts'],
  ['sessions'],
  ['organizations'],
  ['invitations'],
  ['tokens'],
  ['oauth'],
  ['passwords'],
  ['addresses'],
  // Whom one may bring into rooms is decided by contacts; becoming a contact makes a room.
  ['contacts', 'rooms'],
  ['members'],
  ['categories'],
  ['links'],
  ['messages'],
  ['bookmarks'],
  ['drafts'],
  ['tasks'],
  ['files'],
  ['uploads'],
  ['calls'],
  ['sync'],
  // Reactors: no feature imports them, nor do they import each other.
  ['search'],
  ['push'],
  ['mail'],
  ['webhooks'],
  ['previews'],
  ['renditions'],
  ['audit'],
  ['analytics'],
  // Whoever leaves loses what all the others gave.
  ['departures'],
  ['demo'],
  ['doors'],
  ['app.ts'],
  ['listen.ts'],
  ['sweep.ts'],
  ['serve.ts'],
  ['fleet'],
  ['main.ts'],
]
const REACTORS = ['search', 'push', 'mail', 'webhooks', 'previews', 'renditions', 'audit', 'analytics']

/** What only some servers need, or only some of what they are asked: two fifths of all modules, and of what a start costs. */
const ON_DEMAND =
  /^(@aws-sdk|@modelcontextprotocol|@duckdb|@node-saml|@simplewebauthn|ioredis|jose|nodemailer|oidc-provider|sharp|undici|web-push)\b/

const ROOT = resolve(import.meta.dirname, '../..')

type Import = Readonly<{ file: string; from: string; statement: string }>

/** Every static and dynamic import below a folder, relative ones as paths from the root. Tests may import anything. */
function importsBelow(folder: string): Import[] {
  return sourcesBelow(folder).flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    const found = text.matchAll(/^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(?\s*['"]([^'"]+)['"]/gm)
    return [...found].map((match) => {
      const name = match[1] ?? match[2] ?? ''
      const from = name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name
      return { file, from, statement: match[0].trim() }
    })
  })
}

function sourcesBelow(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)).map((file) => join(folder, file))
}

/** `server/src/rooms/create.ts` lies in `rooms`; `server/src/app.ts` is its own place. */
function placeIn(base: string, path: string): string {
  return relative(base, path).split('/')[0] ?? ''
}

function heightOf(place: string): number {
  return ORDER.findIndex((places) => places.includes(place))
}

function describe({ file, from }: Import): string {
  return `${file} imports ${from}`
}

test('every part of the server has its place in the order', () => {
  const places = readdirSync(join(ROOT, 'server/src')).filter(
    (name) => name !== 'testing' && !name.endsWith('.test.ts'),
  )
  expect(places.filter((place) => heightOf(place) < 0)).toEqual([])
})

test('the server imports downwards only', () => {
  const wrong = importsBelow('server/src').filter(({ file, from }) => {
    if (!from.startsWith('server/src/')) return false
    const [here, there] = [placeIn('server/src', file), placeIn('server/src', from)]
    if (here === 'testing') return false
    return there === 'testing' || heightOf(there) > heightOf(here)
  })
  expect(wrong.map(describe)).toEqual([])
})

test('reactors do not know each other', () => {
  const wrong = importsBelow('server/src').filter(({ file, from }) => {
    const [here, there] = [placeIn('server/src', file), placeIn('server/src', from)]
    return here !== there && REACTORS.includes(here) && REACTORS.includes(there)
  })
  expect(wrong.map(describe)).toEqual([])
})

test('a start loads no engine and no protocol that nobody asked for', () => {
  const loaded = Map.groupBy(
    importsBelow('server/src').filter(({ statement }) => /^(import|export)\s(?!type\b)/.test(statement)),
    ({ file }) => file,
  )
  // What the command line loads when it is asked to.
  const commands = sourcesBelow('server/src/doors/cli')
  const reached = new Set(['server/src/main.ts', 'server/src/serve.ts', 'server/src/fleet/command.ts', ...commands])
  for (const file of reached) for (const { from } of loaded.get(file) ?? []) reached.add(from)
  expect(reached.size).toBeGreaterThan(400)
  expect([...reached].filter((from) => ON_DEMAND.test(from))).toEqual([])
})

test('the contract knows nothing but zod and itself', () => {
  const wrong = importsBelow('contract/src').filter(({ file, from }) => {
    // `#api` is one of two of its own files: with schemas, and for browsers with names alone.
    return !file.includes('/testing/') && !['zod', '#api'].includes(from) && !from.startsWith('contract/src/')
  })
  expect(wrong.map(describe)).toEqual([])
})

test('server and web meet in the contract alone', () => {
  const wrong = [
    ...importsBelow('web/src').filter(({ from }) => /^(server\/|@naniwa\/server|node:)/.test(from)),
    ...importsBelow('server/src').filter(
      ({ file, from }) => !file.includes('/testing/') && /^(web\/|@naniwa\/web)/.test(from),
    ),
    ...[...importsBelow('server/src'), ...importsBelow('web/src')].filter(({ from }) => from.startsWith('contract/')),
  ]
  expect(wrong.map(describe)).toEqual([])
})

test('web/sync knows no React and no other part of the web client', () => {
  const wrong = importsBelow('web/src/sync').filter(({ from }) => {
    return (
      /^(react|@base-ui|lucide|virtua)/.test(from) || (from.startsWith('web/') && !from.startsWith('web/src/sync/'))
    )
  })
  expect(wrong.map(describe)).toEqual([])
})

test('web/ui knows no part of the product', () => {
  const wrong = importsBelow('web/src/ui').filter(({ from }) => {
    if (from.startsWith('@naniwa/')) return true
    return from.startsWith('web/') && !/^web\/src\/(ui|text|styles)\//.test(from)
  })
  expect(wrong.map(describe)).toEqual([])
})

test('only the contract hands on what others export', () => {
  const wrong = ['contract/src', 'server/src', 'web/src']
    .flatMap(importsBelow)
    .filter(({ file, statement }) => statement.startsWith('export') && file !== 'contract/src/index.ts')
  expect(wrong.map(describe)).toEqual([])
})
