import { join } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { prepareDataDirectory } from '../lib/data-directory.ts'
import { Fatal } from '../lib/fatal.ts'
import { isHeld, lockFile } from '../lib/file-lock.ts'
import { type Engines, enginesIn } from './engines.ts'
import { startFleet } from './fleet.ts'

/** What every process of the cluster is told as well: everything but where it lives and what it is. */
const PASSED_ON =
  /^(NANIWA_(?!DATA$|URL$|ROLES$|METRICS_PORT$|TRUST_PROXY$)|SMTP_URL$|MAIL_FROM$|CLAMD_SOCKET$|NODE_COMPILE_CACHE$)/

/** Of a bucket that is somewhere else. */
const BUCKET = /^(S3_|AWS_)/

/** `naniwa cluster`: the whole fleet on one machine, until Ctrl+C. */
export function clusterCommand(program: Command, config: () => Config): void {
  program
    .command('cluster')
    .description(
      'start a cluster on this machine: web processes, workers, PostgreSQL with a replica, PgBouncer, Redis, HAProxy and Ceph',
    )
    .option('--webs <count>', 'web processes', count, 3)
    .option('--workers <count>', 'workers', count, 2)
    .action(async (counts: { webs: number; workers: number }) => {
      const { dataDirectory, port } = config()
      const directory = join(dataDirectory, 'cluster')
      prepareDataDirectory(dataDirectory)
      prepareDataDirectory(directory)
      const lock = lockFile(join(directory, 'lock'), 'cluster')
      if (isHeld(lock))
        throw new Fatal(`A cluster is running on ${directory} already (process ${lock.pid}): stop that one.`)
      const asked = stopSignal()
      const engines = enginesWanted()
      const report = (message: string) => console.error(message)
      const fleet = await startFleet({ engines, directory, port, ...counts, env: passedOn(engines), report })
      console.log(`Naniwa is at ${fleet.url}`)
      console.log(`Files are kept in ${placeOfFiles(engines)}`)
      console.log(`Data and logs are kept in ${directory}`)
      await asked
      await fleet.stop()
      lock.release()
    })
}

/** Ceph is for files, unless they are to be somewhere else. */
function enginesWanted(): Engines {
  const { S3_BUCKET, NANIWA_BLOBS } = process.env
  const engines = enginesIn(process.env)
  return S3_BUCKET || NANIWA_BLOBS === 'disk' ? { ...engines, ceph: undefined } : engines
}

function passedOn({ ceph }: Engines): Record<string, string> {
  const isOne = (name: string) => PASSED_ON.test(name) || (!ceph && BUCKET.test(name))
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value && isOne(name) ? [[name, value]] : [])),
  )
}

function placeOfFiles({ ceph }: Engines): string {
  if (ceph) return 'Ceph'
  const { S3_BUCKET, NANIWA_BLOBS } = process.env
  return S3_BUCKET && NANIWA_BLOBS !== 'disk' ? `the bucket ${S3_BUCKET}` : 'a directory'
}

function count(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new Fatal(`A cluster has 1 to 99 of a kind, not "${text}".`)
  return Number(text)
}

/** SIGINT, SIGTERM, or the end of whoever started this. */
function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, () => resolve())
  process.channel?.unref()
  return promise
}
