import { Refusal } from '@naniwa/contract'
import { Command, CommanderError } from 'commander'
import type { Config } from '../config.ts'
import type { App } from '../context.ts'
import type { Connection } from '../db/connect.ts'
import { Fatal } from '../lib/fatal.ts'
import { accountCommand } from './cli/account.ts'
import { blobsCommand } from './cli/blobs.ts'
import { contactCommand } from './cli/contact.ts'
import { demoCommand } from './cli/demo.ts'
import { doctorCommand } from './cli/doctor.ts'
import { epochCommand } from './cli/epoch.ts'
import { migrateCommand } from './cli/migrate.ts'
import { organizationCommand } from './cli/organization.ts'
import { roomCommand } from './cli/room.ts'
import { searchCommand } from './cli/search.ts'
import { statsCommand } from './cli/stats.ts'
import { taskCommand } from './cli/task.ts'
import { tokenCommand } from './cli/token.ts'

/** What a command is given. */
export type Cli = Readonly<{
  /** @throws {Fatal} listing the mistakes in the environment. */
  config(): Config
  /** Opens the database as it is, whether or not a server runs, for as long as the work takes. */
  withConnection<T>(purpose: string, work: (connection: Connection) => Promise<T>): Promise<T>
  /** The same with the whole program over a migrated database; `purpose` is the command's name, shown to whoever waits for it. */
  withApp<T>(purpose: string, work: (app: App) => Promise<T>): Promise<T>
  /** Prints a result: `text` for people, `value` where `--json` was given. */
  print(value: unknown, text: string): void
}>

/** Where lines go: to stdout and stderr, unless told otherwise. */
export type Terminal = Readonly<Pick<Console, 'log' | 'error'>>

/** Adds commands to the program. Each command's action prints one result with `cli.print`. */
export type CommandGroup = (program: Command, cli: Cli) => void

/** Every group of commands but `serve`. A new group is a file in `cli/` and a line here. */
const groups: readonly CommandGroup[] = [
  accountCommand,
  organizationCommand,
  roomCommand,
  contactCommand,
  taskCommand,
  tokenCommand,
  searchCommand,
  blobsCommand,
  statsCommand,
  demoCommand,
  migrateCommand,
  epochCommand,
  doctorCommand,
]

/**
 * Runs one command line and answers with its exit code: 0, or 1 after saying on stderr what is wrong (with `--json`: as
 * `{"error": …}` on stdout).
 */
export async function runCli(
  args: readonly string[],
  cli: Omit<Cli, 'print'>,
  more: readonly CommandGroup[] = [],
  terminal: Terminal = console,
): Promise<number> {
  const json = args.includes('--json')
  const print: Cli['print'] = (value, text) => terminal.log(json ? JSON.stringify(value) : text)
  const said: string[] = []
  const program = new Command('naniwa')
    .description('Naniwa, a business chat for a team.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.log(text.trimEnd()), writeErr: (text) => said.push(text) })
  for (const add of [...more, ...groups]) add(program, { ...cli, print })
  addJson(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    complain(terminal, error instanceof CommanderError ? misuse(error, said) : error, json ? 'json' : 'text')
    return 1
  }
}

/** `--json` stands in every command's help and is taken anywhere on the line. */
function addJson(command: Command): void {
  command.option('--json', 'print the result as JSON').helpOption('-h, --help', 'show this help')
  for (const each of command.commands) addJson(each)
}

/** A command line that means nothing. What commander said of it, which may be the whole help; nothing if a command's action found the mistake. */
function misuse(error: CommanderError, said: readonly string[]): Fatal {
  return new Fatal(said.join('').trim() || `error: ${error.message}`)
}

/** What people can mend is one line; anything else is a bug and comes with its stack. */
function complain(terminal: Terminal, error: unknown, format: 'json' | 'text'): void {
  const expected = error instanceof Fatal || error instanceof Refusal
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Refusal ? error.code : 'failed'
  if (format === 'json') terminal.log(JSON.stringify({ error: { code, message } }))
  else terminal.error(expected ? message : error)
}
