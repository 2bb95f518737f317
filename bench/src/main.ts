import { cpus, loadavg } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import { fanoutSizes, runFanout } from './fanout.ts'
import { type LiveSizes, liveSizes, runLive } from './live.ts'
import { fanoutTable, liveTable, rushTable, sendTable, uploadTable } from './print.ts'
import { type RushSizes, runRush, rushSizes } from './rush.ts'
import { searchFigures, searchTable } from './search/print.ts'
import { runSearch, type SearchSizes, searchSizes } from './search/run.ts'
import { runSend, sendSizes } from './send.ts'
import { onServer } from './server.ts'
import { runUpload, uploadSizes } from './upload.ts'

interface Options {
  readonly json?: true
  readonly seconds?: number
  readonly rounds?: number
}

const program = new Command('bench').description('Measures Naniwa on this machine, beside the bare limit.')
measure('send', 'acknowledged sends, beside the same SQL without a server', async (options) => {
  const report = await onServer((server) => runSend(server, { ...sendSizes, ...options }))
  return { report, text: sendTable(report) }
})
measure('fanout', 'deliveries to listening sockets, beside a bare broadcaster', async (options) => {
  const report = await onServer((server) => runFanout(server, { ...fanoutSizes, ...options }))
  return { report, text: fanoutTable(report) }
})
program
  .command('search')
  .description('searches in many messages while others are being sent, beside a brute-force scan')
  .option('--messages <number>', 'messages in all', positive, searchSizes.messages)
  .option('--rooms <number>', 'rooms they are in', positive, searchSizes.rooms)
  .option('--queries <number>', 'queries of each kind for each person', positive, searchSizes.queries)
  .option('--per-second <number>', 'messages sent meanwhile', positive, searchSizes.perSecond)
  .option('--rebuild', 'have the index rebuilt meanwhile, too')
  .option('--data <path>', 'keep the messages there for the next time; an absolute path, outside of /root')
  .option('--json', 'print the figures as one line of JSON at the end')
  .action(async ({ json, ...sizes }: SearchSizes & { json?: true }) => {
    const report = await runSearch({ ...searchSizes, ...sizes }, (text) => console.error(text))
    print(searchFigures(report), searchTable(report), json)
  })
program
  .command('rush')
  .description('everybody comes back at once, beside those who are connected and talk')
  .option('--newcomers <number>', 'who come back', positive, rushSizes.newcomers)
  .option('--inside <number>', 'who are connected all the time', positive, rushSizes.inside)
  .option('--per-second <number>', 'messages that those send', positive, rushSizes.perSecond)
  .option('--json', 'print the figures as one line of JSON at the end')
  .action(async ({ json, ...sizes }: Partial<RushSizes> & { json?: true }) => {
    const report = await onServer((server) => runRush(server, { ...rushSizes, ...sizes }))
    print(report, rushTable(report), json)
  })
program
  .command('upload')
  .description('sends one large file, has it finished, and receives it')
  .option('--gigabytes <number>', 'how large, in GiB', positive, uploadSizes.bytes / 2 ** 30)
  .option('--json', 'print the figures as one line of JSON at the end')
  .action(async ({ json, gigabytes }: { gigabytes: number; json?: true }) => {
    const report = await onServer((server) =>
      runUpload(server, { ...uploadSizes, bytes: Math.round(gigabytes * 2 ** 30) }),
    )
    print(report, uploadTable(report), json)
  })
program
  .command('live')
  .description('from the key that sends in one browser until the message is painted in another')
  .option('--messages <number>', 'messages sent', positive, liveSizes.messages)
  .option('--pause <number>', 'milliseconds between them', positive, liveSizes.pause)
  .option('--json', 'print the figures as one line of JSON at the end')
  .action(async ({ json, ...sizes }: LiveSizes & { json?: true }) => {
    const report = await onServer((server) => runLive(server, { ...liveSizes, ...sizes }))
    print(report, liveTable(report), json)
  })
await program.parseAsync()

type Work = (options: Partial<{ seconds: number; rounds: number }>) => Promise<{ report: object; text: string }>

function measure(name: string, description: string, work: Work): void {
  program
    .command(name)
    .description(description)
    .option('--seconds <number>', 'how long each measurement takes', positive)
    .option('--rounds <number>', 'measurements of each kind, of which the median counts', positive)
    .option('--json', 'print the figures as one line of JSON at the end')
    .action(async ({ json, ...options }: Options) => {
      const { report, text } = await work(options)
      print(report, text, json)
    })
}

function print(report: object, text: string, json: true | undefined): void {
  console.log(text)
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    node: process.versions.node,
    load: loadavg()[0],
  }
  if (json) console.log(JSON.stringify({ ...report, machine }))
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0)) throw new InvalidArgumentError('A number above 0, please.')
  return number
}
