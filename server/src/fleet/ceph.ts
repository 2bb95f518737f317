import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freeBytes } from '../lib/data-directory.ts'
import { portToKeep } from '../lib/free-port.ts'
import { writeWhole } from '../lib/write-whole.ts'
import type { Address } from './engines.ts'
import { isWell, LOOPBACK, listensAt, type Network, type Part, programPart } from './part.ts'

/*
 * Ceph's S3 gateway, whole: one monitor, one store of objects, one gateway; about 200 MB and ten seconds. It checks signatures, rules of
 * origin and life cycles as the cloud's stores do, which no stand-in does.
 */

const run = promisify(execFile)

const MONITOR = 'ceph-mon'
const STORE = 'ceph-osd'
/** What the gateway is called, also in a network. */
export const GATEWAY = 'rgw'

/** Its servers; what makes and tells them is found on the PATH. */
export interface CephPrograms {
  readonly monitor: string
  readonly store: string
  readonly gateway: string
}

export interface CephOptions {
  readonly programs: CephPrograms
  /** Everything that is kept, keys and objects; made if it does not exist. */
  readonly directory: string
  /** Where the gateway listens. */
  readonly gateway: Address
  /** Where each of the three may be cut off from the others. */
  readonly network?: Network | undefined
  /** In memory they are gone with their process. */
  readonly objects: 'disk' | 'memory'
  /** More lines of the gateway's configuration. */
  readonly settings?: string
}

export interface Ceph {
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly monitor: Part
  readonly store: Part
  readonly gateway: Part
  /** Resolves when the gateway answers. What was begun and not finished is made anew. */
  start(): Promise<void>
  /** What the gateway has under way is finished; the others have everything in their journals at any time. */
  stop(): Promise<void>
  /** Runs one of its tools. */
  tell(program: 'ceph' | 'radosgw-admin', ...args: string[]): Promise<void>
}

/** What must be the same at the next start. */
interface Kept {
  readonly cluster: string
  readonly monitorPort: number
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

interface Place extends Kept, Omit<CephOptions, 'gateway'> {
  readonly address: Address
  readonly config: string
  readonly keyring: string
  /** Where the monitor and the store are. */
  readonly hosts: { readonly monitor: string; readonly store: string }
  /** The monitor's address, as Ceph spells it. */
  readonly monitor: string
}

/** Nothing runs yet. */
export async function openCeph({ gateway, ...options }: CephOptions): Promise<Ceph> {
  const { directory, network } = options
  const kept = await keep(directory)
  const [monitor, store] = [MONITOR, STORE].map((name) => network?.host(name) ?? LOOPBACK) as [string, string]
  const place: Place = {
    ...options,
    ...kept,
    address: gateway,
    config: join(directory, 'ceph.conf'),
    keyring: join(directory, 'keyring'),
    hosts: { monitor, store },
    monitor: `[v1:${monitor}:${kept.monitorPort}]`,
  }
  const parts = partsOf(place)
  return {
    ...parts,
    endpoint: endpointOf(gateway),
    accessKeyId: kept.accessKeyId,
    secretAccessKey: kept.secretAccessKey,
    start: () => start(place, parts),
    async stop() {
      await parts.gateway.stop()
      await Promise.all([parts.store, parts.monitor].map((part) => part.kill()))
    },
    tell: (program, ...args) => tell(place, program, ...args),
  }
}

async function keep(directory: string): Promise<Kept> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'kept.json')
  if (!existsSync(path)) {
    const keys = { accessKeyId: randomBytes(10).toString('hex'), secretAccessKey: randomBytes(20).toString('hex') }
    const kept: Kept = { cluster: randomUUID(), monitorPort: await portToKeep(), ...keys }
    writeWhole(path, JSON.stringify(kept))
  }
  return JSON.parse(readFileSync(path, 'utf8'))
}

function endpointOf({ host, port }: Address): string {
  return `http://${host}:${port}`
}

type Parts = Pick<Ceph, 'monitor' | 'store' | 'gateway'>

function partsOf({ programs, directory, config, network, address, hosts, monitorPort }: Place): Parts {
  const part = (name: string, command: readonly string[], answers: () => Promise<boolean>) =>
    programPart({
      name,
      command: [...command, '-c', config, '-f'],
      inside: network?.inside(name),
      // In good order a gateway waits for its store, which is gone by then.
      orphaned: 'KILL',
      log: join(directory, `${name}.log`),
      answers,
    })
  return {
    monitor: part(MONITOR, [programs.monitor, '-i', 'a'], () => listensAt(hosts.monitor, monitorPort)),
    // The gateway waits for it.
    store: part(STORE, [programs.store, '-i', '0'], async () => true),
    gateway: part(GATEWAY, [programs.gateway, '-n', 'client.rgw'], () => isWell(endpointOf(address))),
  }
}

async function start(place: Place, { monitor, store, gateway }: Parts): Promise<void> {
  const made = join(place.directory, 'made')
  writeFileSync(place.config, settings(place))
  if (existsSync(made)) await Promise.all([monitor, store].map((part) => part.start()))
  else {
    for (const name of ['monitor', 'store']) rmSync(join(place.directory, name), { recursive: true, force: true })
    await makeKeys(place)
    await monitor.start()
    await makeStore(place)
    await store.start()
    await makeUser(place)
    writeFileSync(made, '')
  }
  await gateway.start()
}

async function makeKeys({ keyring, directory, monitor, cluster, config, programs }: Place): Promise<void> {
  const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *']
  await run('ceph-authtool', ['--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *'])
  for (const name of ['client.admin', 'client.rgw', 'osd.0'])
    await run('ceph-authtool', [keyring, '--gen-key', '-n', name, ...all])
  const map = join(directory, 'monmap')
  await run('monmaptool', ['--create', '--clobber', '--addv', 'a', monitor, '--fsid', cluster, map])
  await run(programs.monitor, ['-c', config, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring])
}

async function makeStore(place: Place): Promise<void> {
  const id = randomUUID()
  mkdirSync(join(place.directory, 'store'))
  await tell(place, 'ceph', 'osd', 'new', id)
  await run(place.programs.store, ['-c', place.config, '-i', '0', '--mkfs', '--no-mon-config', '--osd-uuid', id])
  await tell(place, 'ceph', 'auth', 'import', '-i', place.keyring)
}

/** An owner of buckets, and the class that life cycles put into an archive. */
async function makeUser(place: Place): Promise<void> {
  const admin = (...args: string[]) => tell(place, 'radosgw-admin', ...args)
  const user = join(place.directory, 'user.json')
  const archive = ['--placement-id', 'default-placement', '--storage-class', 'GLACIER']
  // The first command makes the zone that the next ones change.
  writeFileSync(user, JSON.stringify(ownerOf(place)), { mode: 0o600 })
  await admin('metadata', 'put', 'user:naniwa', '--infile', user)
  rmSync(user)
  await admin('zonegroup', 'placement', 'add', '--rgw-zonegroup', 'default', ...archive)
  await admin('zone', 'placement', 'add', '--rgw-zone', 'default', ...archive, '--data-pool', 'default.rgw.glacier')
}

/** For a file: arguments, where `user create` takes keys, can be read by everybody on the machine. */
function ownerOf({ accessKeyId, secretAccessKey }: Place) {
  const keys = [{ user: 'naniwa', access_key: accessKeyId, secret_key: secretAccessKey }]
  const data = {
    user_id: 'naniwa',
    display_name: 'Naniwa',
    keys,
    max_buckets: 1_000,
    op_mask: 'read, write, delete',
    type: 'rgw',
  }
  return { key: 'user:naniwa', ver: { tag: 'made', ver: 1 }, mtime: '0.000000', data }
}

async function tell({ config }: Place, program: 'ceph' | 'radosgw-admin', ...args: string[]): Promise<void> {
  const as = program === 'radosgw-admin' ? ['-n', 'client.rgw'] : ['--connect-timeout', '60']
  await run(program, ['-c', config, ...as, ...args])
}

const LEAST_STORE_BYTES = 4 * 2 ** 30

/** What is empty takes no room. The store will never take more than the half of what is free when it is made. */
function objectsOf({ objects, directory }: Place): string {
  if (objects === 'memory') return 'osd objectstore = memstore\nmemstore device bytes = 2147483648'
  const half = Math.floor(freeBytes(directory) / 2 ** 31) * 2 ** 30
  return `osd objectstore = bluestore
bluestore block size = ${Math.max(half, LEAST_STORE_BYTES)}
bluestore cache autotune = false
bluestore cache size = 67108864`
}

function settings(place: Place): string {
  const { directory, keyring, monitor, cluster, hosts, address } = place
  return `[global]
fsid = ${cluster}
mon host = ${monitor}
mon initial members = a
mon data = ${directory}/monitor
osd data = ${directory}/store
keyring = ${keyring}
run dir = ${directory}
admin socket =
pid file =
log file =
log to stderr = false
err to stderr = true
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
ms bind msgr2 = false
# Without these, each of the gateway's ten pools waits a second for its turn.
paxos propose interval = 0.02
paxos min wait = 0.01
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 0
${objectsOf(place)}
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
# A day and more. A lease keeps a store that hung from answering when another has taken its place; here is no other, and nobody who would
# acknowledge a new lease: a pool that was asked after a pause, before its lease was renewed, answered nobody any more.
osd pool default read lease ratio = 5000
# The rules of a bucket change only when every gateway has heard of it: for so long one that was killed counts as one, not for 30 seconds.
osd client watch timeout = 4
osd class load list = *
osd class default list = *
[mon]
public addr = ${hosts.monitor}
[osd]
public addr = ${hosts.store}
cluster addr = ${hosts.store}
[client.rgw]
rgw frontends = beast endpoint=${address.host}:${address.port}
# For so long a gateway that was killed while it put an upload's parts together keeps others from doing so, not for ten minutes.
rgw mp lock max time = 30
${place.settings ?? ''}
`
}
