import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../lib/free-port.ts'
import { temporaryDirectory } from './temporary.ts'

/*
 * Ceph's S3 gateway, whole: one monitor, one store of objects in memory, one gateway; about 200 MB and a few seconds. It checks signatures,
 * rules of origin and life cycles as the cloud's stores do, which no stand-in does.
 */

const run = promisify(execFile)

/** The servers, where `npm test` found them; without all of them the suites that need them are skipped, which is counted and said. */
const { CEPH_MON, CEPH_OSD, RADOSGW } = process.env
export const hasCeph = [CEPH_MON, CEPH_OSD, RADOSGW].every(Boolean)

/** A gateway of one's own on a port of this machine, whose objects are gone when it is closed. */
export interface TestRgw {
  /** As `http://127.0.0.1:41234`. */
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Lets every rule of life cycles that is due take effect now: here, a day of them is a second. */
  age(): Promise<void>
  /** Ends the gateway as a power cut does; the objects are another process's. */
  kill(): Promise<void>
  /** On the same port. */
  start(): Promise<void>
  /** As a machine that hangs does: connections stay, nothing answers. */
  pause(): void
  resume(): void
  close(): Promise<void>
}

/** @param port of the gateway; a free one unless it is given. @throws when a part of it ends, with what it said. */
export async function testRgw(port?: number): Promise<TestRgw> {
  const place = await describe(port)
  const running: Running[] = []
  const kill = () => {
    for (const { child } of running) child.kill('SIGKILL')
  }
  process.once('exit', kill)
  async function close(): Promise<void> {
    await Promise.all(running.map(end))
    process.off('exit', kill)
    rmSync(place.directory, { recursive: true, force: true })
  }
  try {
    await makeKeys(place)
    running.push(await startMonitor(place), await startStore(place))
    const keys = await makeUser(place)
    const gateway = { ...(await startGateway(place)) }
    running.push(gateway)
    return {
      ...keys,
      endpoint: place.endpoint,
      age: async () => void (await tell(place, 'radosgw-admin', 'lc', 'process')),
      kill: () => end(gateway),
      start: async () => void Object.assign(gateway, await startGateway(place)),
      pause: () => void gateway.child.kill('SIGSTOP'),
      resume: () => void gateway.child.kill('SIGCONT'),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

interface Place {
  readonly directory: string
  readonly config: string
  readonly keyring: string
  readonly monitor: string
  readonly endpoint: string
  readonly cluster: string
}

interface Running {
  readonly child: ChildProcess
  said(): string
}

async function describe(port?: number): Promise<Place> {
  const directory = temporaryDirectory('ceph')
  const [monitorPort, gatewayPort] = [await freePort(), port ?? (await freePort())]
  const place = {
    directory,
    config: join(directory, 'ceph.conf'),
    keyring: join(directory, 'keyring'),
    monitor: `[v1:127.0.0.1:${monitorPort}]`,
    endpoint: `http://127.0.0.1:${gatewayPort}`,
    cluster: randomUUID(),
  }
  mkdirSync(join(directory, 'store'))
  writeFileSync(place.config, settings(place, gatewayPort))
  return place
}

function settings({ directory, keyring, monitor, cluster }: Place, port: number): string {
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
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr2 = false
# Without these, each of the gateway's ten pools waits a second for its turn.
paxos propose interval = 0.02
paxos min wait = 0.01
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 0
osd objectstore = memstore
memstore device bytes = 2147483648
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd class load list = *
osd class default list = *
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${port}
# A day of a life cycle is a second, and nothing happens of itself while somebody looks.
rgw lc debug interval = 1
rgw enable lc threads = false
# What is dropped is gone soon, so that a run does not gather all it ever wrote.
rgw gc obj min wait = 5
rgw gc processor period = 5
# So that tests of many parts need not move 5 MiB for each.
rgw multipart min part size = 65536
`
}

async function makeKeys({ keyring, directory, monitor, cluster, config }: Place): Promise<void> {
  const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *']
  await run('ceph-authtool', ['--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *'])
  for (const name of ['client.admin', 'client.rgw', 'osd.0'])
    await run('ceph-authtool', [keyring, '--gen-key', '-n', name, ...all])
  const map = join(directory, 'monmap')
  await run('monmaptool', ['--create', '--addv', 'a', monitor, '--fsid', cluster, map])
  await run(`${CEPH_MON}`, ['-c', config, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring])
}

async function startMonitor(place: Place): Promise<Running> {
  return launch(place, CEPH_MON, '-i', 'a')
}

async function startStore(place: Place): Promise<Running> {
  const id = randomUUID()
  await tell(place, 'ceph', 'osd', 'new', id)
  await run(`${CEPH_OSD}`, ['-c', place.config, '-i', '0', '--mkfs', '--no-mon-config', '--osd-uuid', id])
  await tell(place, 'ceph', 'auth', 'import', '-i', place.keyring)
  return launch(place, CEPH_OSD, '-i', '0')
}

/** An owner of buckets, and the class that life cycles put into an archive. */
async function makeUser(place: Place): Promise<Pick<TestRgw, 'accessKeyId' | 'secretAccessKey'>> {
  const admin = (...args: string[]) => tell(place, 'radosgw-admin', ...args)
  const archive = ['--placement-id', 'default-placement', '--storage-class', 'GLACIER']
  // The first command makes the zone that the next ones change.
  const keys = { accessKeyId: randomBytes(10).toString('hex'), secretAccessKey: randomBytes(20).toString('hex') }
  const named = ['--access-key', keys.accessKeyId, '--secret-key', keys.secretAccessKey]
  await admin('user', 'create', '--uid', 'naniwa', '--display-name', 'Naniwa', ...named)
  await admin('zonegroup', 'placement', 'add', '--rgw-zonegroup', 'default', ...archive)
  await admin('zone', 'placement', 'add', '--rgw-zone', 'default', ...archive, '--data-pool', 'default.rgw.glacier')
  return keys
}

async function startGateway(place: Place): Promise<Running> {
  const gateway = launch(place, RADOSGW, '-n', 'client.rgw')
  for (;;) {
    if (await fetch(place.endpoint).catch(() => null)) return gateway
    if (gateway.child.exitCode !== null) throw new Error(`radosgw ended: ${gateway.said()}`)
    await wait(50)
  }
}

async function tell(place: Place, program: string, ...args: string[]): Promise<string> {
  const as = program === 'radosgw-admin' ? ['-n', 'client.rgw'] : ['--connect-timeout', '60']
  return (await run(program, ['-c', place.config, ...as, ...args])).stdout
}

function launch(place: Place, program: string | undefined, ...args: string[]): Running {
  if (!program) throw new Error('Ceph was not found')
  const child = spawn(program, ['-c', place.config, '-f', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text).slice(-4_000)
  })
  child.once('error', (error) => {
    said += error.message
  })
  return { child, said: () => said }
}

async function end({ child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
