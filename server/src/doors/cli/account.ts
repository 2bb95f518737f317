import { createInterface } from 'node:readline'
import { api, type ErrorCode, email as emailAddress, profile, Refusal } from '@naniwa/contract'
import { type Command, Option } from 'commander'
import { moveAddress } from '../../addresses/byOperator.ts'
import { activateByAddress, deactivateByAddress } from '../../departures/byAddress.ts'
import { Fatal } from '../../lib/fatal.ts'
import { newToken } from '../../lib/ids.ts'
import { printable } from '../../lib/printable.ts'
import { type AddAccount, addAccount } from '../../organizations/addAccount.ts'
import { type ListedAccount, listAccounts } from '../../organizations/listAccounts.ts'
import type { Cli } from '../cli.ts'

/** Characters of a password made here: 120 random bits. */
const MADE_LENGTH = 20

interface Options {
  readonly email: string
  readonly name: string
  readonly reading?: string
  readonly organization?: string
  readonly language: 'ja' | 'en'
  readonly passwordStdin?: true
}

interface Addressed {
  readonly email: string
}

/** `naniwa account …`: accounts without mail or confirmation. */
export function accountCommand(program: Command, cli: Cli): void {
  const account = program
    .command('account')
    .description('create, list, deactivate and activate accounts, and change their addresses')
  account
    .command('create')
    .description('create an account; the first one of a server founds its organization and administers it')
    .requiredOption('--email <address>', 'address to sign in with')
    .requiredOption('--name <name>', 'name shown to others')
    .option('--reading <reading>', 'how the name is read (ふりがな): others find it by that as well')
    .option('--organization <name>', 'organization to join, or to found on an empty server (default: the first one)')
    .option(
      '--password-stdin',
      'read the password from the first line of standard input (default: make one and print it)',
    )
    .addOption(new Option('--language <language>', 'language of the account').choices(['ja', 'en']).default('ja'))
    .action((options: Options) => create(cli, options))
  account
    .command('list')
    .description('list all accounts, oldest first')
    .action(() => list(cli))
  account
    .command('deactivate')
    .description('shut the account of somebody who leaves: sessions, tokens and webhooks end, messages stay')
    .requiredOption('--email <address>', 'address they sign in with')
    .action(({ email }: Addressed) => deactivate(cli, email))
  account
    .command('activate')
    .description('open a deactivated account again, with its password and rooms')
    .requiredOption('--email <address>', 'address they sign in with')
    .action(({ email }: Addressed) => activate(cli, email))
  account
    .command('address')
    .description('give an account another address to sign in with; sessions stay, the old address is told')
    .requiredOption('--email <address>', 'address they sign in with')
    .requiredOption('--to <address>', 'their new address')
    .action((options: Addressed & { to: string }) => address(cli, options))
}

async function create({ withApp, print }: Cli, options: Options): Promise<void> {
  const made = options.passwordStdin ? undefined : newToken().slice(0, MADE_LENGTH)
  const input = check(options, made ?? (await firstLine()))
  const account = await withApp('account create', (app) => addAccount(app, input)).catch((error: unknown) => {
    throw readable(error, input)
  })
  const { name, email, organizationName, organizationRole } = account
  const said = [`Created ${name} <${email}>, ${organizationRole} of ${organizationName}.`]
  if (made) said.push(`Password (shown this once): ${made}`)
  print(made ? { ...account, password: made } : account, printable(said.join('\n')))
}

/** The same rules as for those who sign up in a browser. */
function check({ email, name, reading = '', organization, language }: Options, password: string): AddAccount {
  const rules = api.organizations.found.input
    .partial({ organizationName: true })
    .extend({ reading: profile.shape.reading })
  const result = rules.safeParse({
    email,
    name,
    reading,
    password,
    language,
    ...(organization && { organizationName: organization }),
  })
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new Fatal(`The account cannot be created like this:\n${[...new Set(lines)].join('\n')}`)
}

function readable(error: unknown, { email }: AddAccount): unknown {
  if (!(error instanceof Refusal)) return error
  if (error.code === 'email_taken') return new Refusal('email_taken', `${email} has an account already.`)
  if (error.code === 'weak_password') return new Refusal('weak_password', `The password is weak: ${error.message}.`)
  return error
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  return ''
}

async function list({ withApp, print }: Cli): Promise<void> {
  const accounts = await withApp('account list', listAccounts)
  print({ accounts }, accounts.length > 0 ? table(accounts) : 'There are no accounts yet.')
}

async function deactivate({ withApp, print }: Cli, email: string): Promise<void> {
  const account = await withApp('account deactivate', (app) => deactivateByAddress(app, plain(email))).catch(
    saying('last_administrator', `${email} is the only administrator: make somebody else one first.`),
  )
  print(account, printable(`Deactivated ${account.name} <${account.email}>.`))
}

async function activate({ withApp, print }: Cli, email: string): Promise<void> {
  const account = await withApp('account activate', (app) => activateByAddress(app, plain(email)))
  print(account, printable(`Activated ${account.name} <${account.email}>.`))
}

async function address({ withApp, print }: Cli, { email, to }: Addressed & { readonly to: string }): Promise<void> {
  const next = emailAddress.safeParse(to)
  if (!next.success) throw new Fatal(`${to} is no address.`)
  const account = await withApp('account address', (app) => moveAddress(app, plain(email), next.data)).catch(
    saying('email_taken', `${to} has an account already.`),
  )
  print(account, printable(`${account.name} signs in with ${account.email} from now on.`))
}

/** Throws what it is given, a refusal of this code in these words. */
function saying(code: ErrorCode, message: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof Refusal && error.code === code ? new Refusal(code, message) : error
  }
}

/** As addresses are kept. */
function plain(address: string): string {
  return address.trim().toLowerCase()
}

function table(accounts: readonly ListedAccount[]): string {
  return accounts
    .map(({ accountId, email, name, organizationName, organizationRole, deactivatedAt }) =>
      [accountId, email, name, organizationName, deactivatedAt === null ? organizationRole : 'deactivated']
        .map((cell) => printable(String(cell)))
        .join('\t'),
    )
    .join('\n')
}
