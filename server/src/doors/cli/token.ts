import { api, Refusal, type Token } from '@naniwa/contract'
import { type Command, InvalidArgumentError } from 'commander'
import type { App } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { Fatal } from '../../lib/fatal.ts'
import { printable } from '../../lib/printable.ts'
import { addToken } from '../../tokens/create.ts'
import { readTokens } from '../../tokens/list.ts'
import { revoke } from '../../tokens/revoke.ts'
import type { Cli } from '../cli.ts'
import { accountOf, actorOf } from './room.ts'

interface Making {
  readonly email: string
  readonly name: string
  readonly scope: readonly string[]
  readonly days?: number
}

/** `naniwa token …`: API tokens, made in somebody's name; they wait for no administrator. */
export function tokenCommand(program: Command, { withApp, print }: Cli): void {
  const token = program.command('token').description('create, list and revoke API tokens')
  token
    .command('create')
    .description('create a token for programs that act in somebody’s name; it is printed this once')
    .requiredOption('--email <address>', 'whose token it is')
    .requiredOption('--name <name>', 'what it is for')
    .option(
      '--scope <scope>',
      'what it may be used for, as rooms.messages:write; may be repeated (default: everything)',
      collect,
      [],
    )
    .option('--days <number>', 'how long it is good (default: until it is revoked)', wholeNumber)
    .action(async (options: Making) => {
      const made = await withApp('token create', (app) => make(app, options))
      print(made, printable(`Created "${made.name}" for ${options.email}.\nToken (shown this once): ${made.token}`))
    })
  token
    .command('list')
    .description('list somebody’s tokens, newest first')
    .requiredOption('--email <address>', 'whose tokens')
    .action(async ({ email }: { email: string }) => {
      const tokens = await withApp('token list', async (app) => readTokens(app.db, await accountOf(app, email)))
      print({ tokens }, tokens.length > 0 ? table(tokens) : 'There are no tokens.')
    })
  token
    .command('revoke')
    .description('take back a token, at once and for good')
    .requiredOption('--email <address>', 'whose token it is')
    .requiredOption('--id <number>', 'which, as "token list" shows it', wholeNumber)
    .action(async ({ email, id }: { email: string; id: number }) => {
      await withApp('token revoke', async (app) => revoke(app, actorOf(await accountOf(app, email)), { id }))
      print({ id }, `Revoked token ${id}.`)
    })
}

function collect(scope: string, before: readonly string[]): readonly string[] {
  return [...before, scope]
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!/^\d{1,16}$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError('A whole number, please.')
  return number
}

/** @throws {Refusal} `not_found` about the address. @throws {Fatal} about the rest. */
async function make(app: App, { email, name, scope, days }: Making) {
  const accountId = await accountOf(app, email)
  const asked = { name, scopes: scope.length > 0 ? scope : null, expiresInDays: days ?? null }
  const checked = api.tokens.create.input.safeParse(asked)
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw new Fatal(`The token cannot be created like this: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { token, secret } = await transact(app, (tx) => addToken(app, tx, accountId, checked.data, 'active')).catch(
    (error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'limit_reached') throw error
      throw new Refusal('limit_reached', `${email} has ${error.message} already. Revoke one first.`)
    },
  )
  return { accountId, ...token, token: secret }
}

function table(tokens: readonly Token[]): string {
  return tokens
    .map(({ id, name, hint, status, lastUsedAt }) => {
      const used = lastUsedAt === null ? 'never used' : new Date(lastUsedAt).toISOString()
      return [id, name, `${hint}…`, status, used].map((cell) => printable(String(cell))).join('\t')
    })
    .join('\n')
}
