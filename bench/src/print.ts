import type { FanoutReport } from './fanout.ts'
import { round, table } from './figures.ts'
import type { LiveReport } from './live.ts'
import type { RushReport } from './rush.ts'
import type { SendReport } from './send.ts'
import type { UploadReport } from './upload.ts'

export function sendTable({ results, acknowledged, lost, duplicates }: SendReport): string {
  const heading = ['', 'sends/s', 'p50 ms', 'p99 ms', 'server CPU s/1,000', 'PostgreSQL CPU s/1,000', 'ratio']
  const rows = results.flatMap(({ case: name, server, bare, ratio }) => [
    [name, ...Object.values(server), ratio],
    ['  bare SQL', ...Object.values(bare), ''],
  ])
  return `${table([heading, ...rows])}\n${acknowledged.toLocaleString('en-US')} acknowledged, ${lost} lost, ${duplicates} doubled.`
}

export function fanoutTable({ results, delivered, lost, duplicates }: FanoutReport): string {
  const heading = ['', 'deliveries/s', 'per CPU-second', 'p50 ms', 'p99 ms', 'PostgreSQL CPU s', 'ratio']
  const rows = results.flatMap(({ case: name, server, bare, ratio }) => [
    [name, ...Object.values(server), ratio],
    ['  bare broadcaster', ...Object.values(bare), ''],
  ])
  return `${table([heading, ...rows])}\n${delivered.toLocaleString('en-US')} delivered, ${lost} lost, ${duplicates} doubled.`
}

export function rushTable({ sizes, before, during, newcomers, cpu, lost }: RushReport): string {
  const heading = ['sends of those inside', 'sends', 'p50 ms', 'p99 ms']
  const rows = [
    ['before', ...Object.values(before)],
    ['during the rush', ...Object.values(during)],
  ]
  return [
    table([heading, ...rows]),
    `${sizes.newcomers} came back in ${newcomers.seconds} s (p50 ${newcomers.p50} s, p99 ${newcomers.p99} s), ${newcomers.repeated} attempts repeated.`,
    `${newcomers.messages.toLocaleString('en-US')} messages told, ${lost} lost; ${newcomers.transactions} transactions each, ${round(cpu.server)} + ${round(cpu.postgres)} CPU seconds of the server and PostgreSQL.`,
  ].join('\n')
}

export function uploadTable({ sizes, up, finish, down, atRest, asked, isSame }: UploadReport): string {
  const heading = [`${round(sizes.bytes / 2 ** 30)} GiB`, 'seconds', 'MB/s', 'server CPU s', 'most memory MiB']
  const rows = [
    ['up', ...Object.values(up)],
    ['finished', ...Object.values(finish)],
    ['down', ...Object.values(down)],
  ]
  const same = isSame ? 'Sent, told and received are the same.' : 'NOT the same.'
  return `${table([heading, ...rows])}\nThe server held ${round(atRest)} MiB before; asked ${asked} times whether it was read. ${same}`
}

export function liveTable({ sizes, p50, p90, p99, most, within }: LiveReport): string {
  const rows = [
    ['from the key to the other browser', 'p50 ms', 'p90 ms', 'p99 ms', 'most ms'],
    [`${sizes.messages} messages`, p50, p90, p99, most],
  ]
  return `${table(rows)}\n${round(within * 100)} % within 100 ms.`
}
