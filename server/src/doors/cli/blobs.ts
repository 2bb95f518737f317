import type { Command } from 'commander'
import { isStoreAway } from '../../blobs/blobs.ts'
import { bucketOrigin } from '../../blobs/bucket.ts'
import type { Moved } from '../../blobs/move.ts'
import type { Rules } from '../../blobs/s3-setup.ts'
import type { Config } from '../../config.ts'
import { type Kept, readKept } from '../../files/kept.ts'
import { moveAll } from '../../files/move.ts'
import { Fatal } from '../../lib/fatal.ts'
import type { Cli } from '../cli.ts'

/** `naniwa blobs …`: where the bytes of files are kept. */
export function blobsCommand(program: Command, cli: Cli): void {
  const blobs = program.command('blobs').description('look at where files are kept, set a bucket up, move files there')
  blobs
    .command('status')
    .description('say what is kept where, and what the bucket does by itself')
    .action(() => status(cli))
  blobs
    .command('setup')
    .description('make the bucket of S3_BUCKET if it is missing, and give it the rules it needs; again: the same')
    .action(() => setup(cli))
  blobs
    .command('move')
    .description('bring every file to where new ones go, while everything goes on; run again after an interruption')
    .action(() => move(cli))
}

type WithBucket = Config & { readonly bucket: NonNullable<Config['bucket']> }

function requireBucket(config: Config): WithBucket {
  const { bucket } = config
  if (!bucket) throw new Fatal('There is no bucket: S3_BUCKET says which, as docs/self-hosting.md tells.')
  return { ...config, bucket }
}

async function setup({ config, print }: Cli): Promise<void> {
  const { setUpBucket } = await import('../../blobs/s3-setup.ts')
  const { bucket, url, archive, ...rest } = requireBucket(config())
  const made = await answering(bucket, () => setUpBucket({ bucket, url, archive, ...rest }))
  const lines = [
    `${made === 'made' ? 'Made' : 'Found'} the bucket ${bucket.name} at ${bucketOrigin(bucket)}.`,
    `Browsers at ${url} may send and fetch files there.`,
    archive
      ? `After ${archive.days} days what people sent goes to the class ${archive.storageClass}.`
      : 'Nothing is archived: NANIWA_ARCHIVE_DAYS says after how many days it is.',
  ]
  print({ bucket: bucket.name, made: made === 'made', archive }, lines.join('\n'))
}

async function status({ withApp, print }: Cli): Promise<void> {
  const { kept, rules, config } = await withApp('blobs status', async (app) => {
    const { bucket } = app.config
    const { readRules } = await import('../../blobs/s3-setup.ts')
    const rules = bucket && (await answering(bucket, () => readRules({ ...app.config, bucket })))
    return { kept: await readKept(app), rules, config: app.config }
  })
  print({ store: config.blobs, bucket: config.bucket, ...kept, rules }, statusText(config, kept, rules))
}

function statusText(config: Config, { files, deleted, uploads, restoring, left }: Kept, rules: Rules | null): string {
  const { bucket, blobs, dataDirectory } = config
  const place = blobs === 's3' && bucket ? `the bucket ${bucket.name} at ${bucketOrigin(bucket)}` : dataDirectory
  const lines = [
    `New files go to ${place}.`,
    `${files.count} files, ${sizeText(files.bytes)}; ${deleted} deleted ones are kept a while; ${uploads} uploads under way.`,
  ]
  if (restoring > 0) lines.push(`${restoring} are being brought back from the archive.`)
  if (left) {
    const where = blobs === 's3' ? 'on the disk' : 'in the bucket'
    lines.push(
      left.count === 0
        ? `Nothing is left ${where}.`
        : `${left.count} blobs, ${sizeText(left.bytes)}, are still ${where}: naniwa blobs move brings them.`,
    )
  }
  return [...lines, ...ruleLines(config, rules)].join('\n')
}

function ruleLines({ url, archive, bucket }: Config, rules: Rules | null): string[] {
  if (!rules) return bucket ? [`WRONG: the bucket ${bucket.name} is not there: naniwa blobs setup makes it.`] : []
  const lines: string[] = []
  if (!rules.cors) lines.push(`WRONG: browsers at ${url} may not use the bucket: naniwa blobs setup allows it.`)
  if (!rules.unfinished) lines.push('WRONG: unfinished uploads stay for ever: naniwa blobs setup mends it.')
  const [is, wanted] = [rules.archive, archive].map((one) => (one ? `${one.days} days, ${one.storageClass}` : 'never'))
  lines.push(is === wanted ? `Archive: ${is}.` : `Archive: ${is}, but ${wanted} is asked for: naniwa blobs setup.`)
  return lines
}

const SAY_MS = 2_000

async function move({ withApp, print }: Cli): Promise<void> {
  let said = performance.now()
  const tell = ({ blobs, bytes }: Moved) => {
    if (performance.now() - said < SAY_MS) return
    said = performance.now()
    console.error(`${blobs} blobs, ${sizeText(bytes)} …`)
  }
  const moved = await withApp('blobs move', (app) => {
    const { bucket } = app.config
    return bucket ? answering(bucket, () => moveAll(app, tell)) : moveAll(app, tell)
  })
  if (!moved) throw new Fatal('There is only one place where files are kept: nothing can move.')
  const { blobs, bytes, archived, damaged } = moved
  const lines = [`Moved ${blobs} blobs, ${sizeText(bytes)}.`]
  if (archived > 0) lines.push(`${archived} are in the archive and now brought back: move again when they are there.`)
  if (damaged.length > 0) lines.push(`NOT MOVED, as they are not the bytes that were sent: ${damaged.join(', ')}`)
  print(moved, lines.join('\n'))
  if (damaged.length > 0) process.exitCode = 1
}

/** What a store refuses, or that it is not there, people can mend. */
async function answering<T>(bucket: WithBucket['bucket'], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isAnswer = error instanceof Error && ('$metadata' in error || error.name === 'CredentialsProviderError')
    if (!isAnswer && !isStoreAway(error)) throw error
    const { name, message } = error as Error
    throw new Fatal(`The store at ${bucketOrigin(bucket)} does not do it: ${name}: ${message}`)
  }
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  const at = bytes < 1_024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${at === 0 ? bytes : (bytes / 1_024 ** at).toFixed(1)} ${units[at]}`
}
