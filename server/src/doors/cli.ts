import type { Refusal } from '@naniwa/contract'
import { Command, CommanderError } from 'commander'
import type { Config } from '../config.ts'
import type { App } from '../context.ts'
import type { Connection } from '../db/connect.ts'
import { Fatal } from '../lib/fatal.ts'

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

/** Groups of commands by their first word. Only what is called is loaded: that takes longer than most commands. */
export type CommandGroups = Readonly<Record<string, () => Promise<CommandGroup>>>

/** Every group but those that serve. A new one is a file in `cli/` and a line here. */
const groups: CommandGroups = {
  account: async () => (await import('./cli/account.ts')).accountCommand,
  organization: async () => (await import('./cli/organization.ts')).organizationCommand,
  room: async () => (await import('./cli/room.ts')).roomCommand,
  contact: async () => (await import('./cli/contact.ts')).contactCommand,
  task: async () => (await import('./cli/task.ts')).taskCommand,
  token: async () => (await import('./cli/token.ts')).tokenCommand,
  search: async () => (await import('./cli/search.ts')).searchCommand,
  blobs: async () => (await import('./cli/blobs.ts')).blobsCommand,
  stats: async () => (await import('./cli/stats.ts')).statsCommand,
  demo: async () => (await import('./cli/demo.ts')).demoCommand,
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand,
  epoch: async () => (await import('./cli/epoch.ts')).epochCommand,
  doctor: async () => (await import('./cli/doctor.ts')).doctorCommand,
}

/**
 * Runs one command line and answers with its exit code: 0, or 1 after saying on stderr what is wrong (with `--json`: as
 * `{"error": …}` on stdout).
 */
export async function runCli(
  args: readonly string[],
  cli: Omit<Cli, 'print'>,
  more: CommandGroups = {},
  terminal: Terminal = console,
): Promise<number> {
  const json = args.includes('--json')
  const print: Cli['print'] = (value, text) => terminal.log(json ? JSON.stringify(value) : text)
  const said: string[] = []
  const program = new Command('naniwa')
    .description('Naniwa, a business chat for a team.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.log(text.trimEnd()), writeErr: (text) => said.push(text) })
  for (const load of called(args[0], { ...more, ...groups })) (await load())(program, { ...cli, print })
  addJson(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    await complain(terminal, error instanceof CommanderError ? misuse(error, said) : error, json ? 'json' : 'text')
    return 1
  }
}

/** The group of this name, or all of them: a line that begins with anything else, such as `--help`, may speak of each. */
function called(word: string | undefined, all: CommandGroups): CommandGroups[string][] {
  const one = new Map(Object.entries(all)).get(word ?? '')
  return one ? [one] : Object.values(all)
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
async function complain(terminal: Terminal, error: unknown, format: 'json' | 'text'): Promise<void> {
  const refusal = await refusalIn(error)
  const message = error instanceof Error ? error.message : String(error)
  const code = refusal?.code ?? 'failed'
  if (format === 'json') terminal.log(JSON.stringify({ error: { code, message } }))
  else terminal.error(refusal || error instanceof Fatal ? message : error)
}

/** Whoever refused has loaded the contract; nobody else waits for it. */
async function refusalIn(error: unknown): Promise<Refusal | undefined> {
  if (error instanceof Fatal) return undefined
  const { Refusal } = await import('@naniwa/contract')
  return error instanceof Refusal ? error : undefined
}
