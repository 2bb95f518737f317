import { rmSync } from 'node:fs'
import { type Ceph, openCeph } from '../fleet/ceph.ts'
import { cephIn } from '../fleet/engines.ts'
import { freePort } from '../lib/free-port.ts'
import { temporaryDirectory } from './temporary.ts'

/** The servers, where `npm test` found them; without all of them the suites that need them are skipped, which is counted and said. */
const programs = cephIn(process.env)
export const hasCeph = programs !== undefined

/** A gateway of one's own on a port of this machine, whose objects are gone when it is closed. */
export interface TestRgw extends Pick<Ceph, 'endpoint' | 'accessKeyId' | 'secretAccessKey'> {
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

const HOST = '127.0.0.1'

const SETTINGS = `# A day of a life cycle is a second, and nothing happens of itself while somebody looks.
rgw lc debug interval = 1
rgw enable lc threads = false
# What is dropped is gone soon, so that a run does not gather all it ever wrote.
rgw gc obj min wait = 5
rgw gc processor period = 5
# So that tests of many parts need not move 5 MiB for each.
rgw multipart min part size = 65536`

/** @param port of the gateway; a free one unless it is given. @throws when a part of it does not start, with what it said. */
export async function testRgw(port?: number): Promise<TestRgw> {
  if (!programs) throw new Error('Ceph was not found')
  const directory = temporaryDirectory('ceph')
  const gateway = { host: HOST, port: port ?? (await freePort()) }
  const ceph = await openCeph({ programs, directory, gateway, objects: 'memory', settings: SETTINGS })
  async function close(): Promise<void> {
    await Promise.all([ceph.gateway, ceph.store, ceph.monitor].map((part) => part.kill()))
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    await ceph.start()
  } catch (error) {
    await close()
    throw error
  }
  const { endpoint, accessKeyId, secretAccessKey, tell, gateway: part } = ceph
  const age = () => tell('radosgw-admin', 'lc', 'process')
  const { kill, start, pause, resume } = part
  return { endpoint, accessKeyId, secretAccessKey, age, kill, start, pause, resume, close }
}
