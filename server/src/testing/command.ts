import { runCli } from '../doors/cli.ts'
import type { TestApp } from './app.ts'

/** What a command line left behind. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A command line over this database, as the program runs it, but without a process of its own (`scripts/start.test.ts` has those). */
export async function naniwaOn(app: TestApp, ...args: string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const terminal = {
    log: (line: unknown) => void out.push(String(line)),
    error: (line: unknown) => void err.push(String(line)),
  }
  const withConnection = () => Promise.reject(new Error('not needed'))
  const cli = {
    config: () => app.config,
    withConnection,
    withApp: <T>(_: string, work: (app: TestApp) => Promise<T>) => work(app),
  }
  const code = await runCli(args, cli, {}, terminal)
  return { code, out: out.join('\n'), err: err.join('\n') }
}
