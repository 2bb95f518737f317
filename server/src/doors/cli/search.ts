import type { Command } from 'commander'
import type { App } from '../../context.ts'
import { build, countUnbuilt, forgetIndex, sweepIndex } from '../../search/build.ts'
import { readStatus, type Status } from '../../search/status.ts'
import type { Cli } from '../cli.ts'

/** `naniwa search …`: the search index. */
export function searchCommand(program: Command, { withApp, print }: Cli): void {
  const search = program.command('search').description('look at the search index, or make it anew')
  search
    .command('status')
    .description('say how far the index is')
    .action(async () => {
      const status = await withApp('search status', readStatus)
      print(status, textOf(status))
    })
  search
    .command('rebuild')
    .description('write the whole index anew while everything goes on; run again after an interruption, it continues')
    .action(async () => {
      const result = await withApp('search rebuild', rebuild)
      print(result, `Wrote ${result.rooms} rooms in ${result.seconds} seconds.`)
    })
}

function textOf({ rooms, unbuilt, behind, lag }: Status): string {
  const built =
    unbuilt === 0 ? `all ${rooms} rooms are indexed` : `${unbuilt} of ${rooms} rooms are still to be indexed`
  return behind === 0 ? `${built}, nothing waits` : `${built}, changes in ${behind} wait, the oldest for ${lag} seconds`
}

async function rebuild(app: App): Promise<{ rooms: number; seconds: number }> {
  const start = performance.now()
  if ((await countUnbuilt(app)).rooms === 0) await forgetIndex(app)
  const { rooms, messages } = await countUnbuilt(app)
  await build(app, reporter(messages, start))
  await sweepIndex(app)
  return { rooms, seconds: secondsSince(start) }
}

const SAY_MS = 2_000

/** Says now and then how far it is, and how long the rest takes at that pace. */
function reporter(messages: number, start: number): (done: number) => void {
  let said = start
  return (done) => {
    if (performance.now() - said < SAY_MS) return
    said = performance.now()
    const left = Math.ceil(secondsSince(start) * (messages / done - 1))
    console.error(`${done} of ${messages} messages, about ${Math.max(0, left)} seconds left`)
  }
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 1_000)
}
