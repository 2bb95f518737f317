import { setTimeout as pause } from 'node:timers/promises'
import { strangers } from '../../server/src/testing/crowd.ts'
import { seeded } from '../../server/src/testing/line.ts'
import { check } from './check.ts'
import { type Fault, shuffled } from './faults.ts'
import type { Outside } from './outside.ts'
import type { Run } from './report.ts'
import type { Stage } from './stage.ts'
import { startTraffic } from './traffic.ts'

export interface RunOptions {
  readonly clients: number
  readonly seed: number
  /** Milliseconds between two deeds of one client, on the average. */
  readonly pace: number
  /** Milliseconds of quiet traffic before, between and behind faults. */
  readonly quiet: number
  /** What happens before everything else: what has the longest consequences. */
  readonly first: readonly Fault[]
  readonly faults: readonly Fault[]
  /** After so many milliseconds no further fault begins. */
  readonly limit: number
  readonly outside: Outside
  readonly report: (message: string) => void
}

/** Lets people talk while everything befalls the fleet, one thing after the other; then compares. */
export async function runFaults(
  stage: Stage,
  { clients, seed, pace, quiet, first, faults, limit, outside, report }: RunOptions,
): Promise<Run> {
  const { fleet, app } = stage
  const random = seeded(seed)
  const people = await strangers(stage, `faults-${seed}`, clients)
  const traffic = await startTraffic({ url: fleet.url, people, random, pace, hook: outside.hook })
  const happened: Fault[] = []
  try {
    const end = Date.now() + limit
    const all = [...first, ...shuffled(faults, random)]
    for (const [index, fault] of all.entries()) {
      if (Date.now() > end) break
      await pause(quiet * (1 + random()))
      report(`${index + 1} of ${all.length}, ${fault.kind}: ${fault.what}`)
      happened.push(fault)
      await fault.happen()
      // One thing at a time: with the primary gone while its replica is, everything waits for them.
      await pause(quiet)
      await fleet.whole()
    }
    await pause(quiet)
    report(`${traffic.typed.length} messages were typed; everybody becomes level`)
    await traffic.settle()
    return { clients, seed, happened, verdict: await check(app, traffic, { outside, faults: happened.length }) }
  } finally {
    traffic.close()
  }
}
