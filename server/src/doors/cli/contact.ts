import { api, type Contact, type ContactStanding, Refusal, type RequestOutcome } from '@naniwa/contract'
import type { Command } from 'commander'
import { accept } from '../../contacts/accept.ts'
import { list } from '../../contacts/list.ts'
import { reject } from '../../contacts/reject.ts'
import { remove } from '../../contacts/remove.ts'
import { request } from '../../contacts/request.ts'
import type { Actor, App } from '../../context.ts'
import { Fatal } from '../../lib/fatal.ts'
import { printable } from '../../lib/printable.ts'
import type { Cli } from '../cli.ts'
import { accountOf, actorOf } from './room.ts'

interface Options {
  readonly email: string
  readonly message: string
}

interface Between extends Options {
  readonly from: string
  readonly to: string
  readonly with: string
}

/** `naniwa contact …`: people of other organizations, in somebody's name. */
export function contactCommand(program: Command, { withApp, print }: Cli): void {
  const contact = program.command('contact').description('ask people of other organizations, answer and list them')
  const command = (name: string, description: string) =>
    contact
      .command(name)
      .description(description)
      .requiredOption('--email <address>', 'sign-in address of whoever does it')
  const show = (one: Contact) => print(one, printable(line(one)))

  command('request', 'ask whoever has an address to become a contact')
    .requiredOption('--to <address>', 'the address asked')
    .option('--message <text>', 'a few words with it', '')
    .action(async (options: Between) => {
      const outcome = await withApp('contact request', (app) => ask(app, options))
      print(outcome, printable(told(outcome, options.to)))
    })
  command('accept', 'accept somebody’s request')
    .requiredOption('--from <address>', 'sign-in address of whoever asked')
    .action(async ({ email, from }: Between) => {
      show(await withApp('contact accept', (app) => answer(app, email, from, accept)))
    })
  command('reject', 'turn somebody’s request down; they are not told')
    .requiredOption('--from <address>', 'sign-in address of whoever asked')
    .action(async ({ email, from }: Between) => {
      show(await withApp('contact reject', (app) => answer(app, email, from, reject)))
    })
  command('remove', 'end a contact for both')
    .requiredOption('--with <address>', 'sign-in address of the contact')
    .action(async ({ email, with: other }: Between) => {
      show(await withApp('contact remove', (app) => end(app, email, other)))
    })
  command('list', 'list contacts and open requests').action(async ({ email }: Options) => {
    const all = await withApp('contact list', async (app) => list(app, await actor(app, email)))
    const lines = [
      ...all.contacts.map(line),
      ...all.invitations.map((one) => [one.id, 'invited', one.email].join('\t')),
    ]
    print(all, lines.length > 0 ? printable(lines.join('\n')) : 'There are none.')
  })
}

async function actor(app: App, address: string): Promise<Actor> {
  return actorOf(await accountOf(app, address))
}

/** @throws {Fatal} about the address or the message. */
async function ask(app: App, { email, to, message }: Between): Promise<RequestOutcome> {
  const checked = api.contacts.request.input.safeParse({ email: to, message })
  if (checked.success) return await request(app, await actor(app, email), checked.data)
  const [issue] = checked.error.issues
  throw new Fatal(`Nobody can be asked like this: ${issue?.path.join('.')}: ${issue?.message}`)
}

function told(outcome: RequestOutcome, to: string): string {
  if (outcome.outcome === 'contact') return `${outcome.contact.name} is a contact.`
  if (outcome.outcome === 'colleague') return `${outcome.person.name} is of the same organization: a contact anyway.`
  return `Asked ${to}.`
}

type Answer = (app: App, actor: Actor, input: { id: number }) => Promise<Contact>

async function answer(app: App, email: string, from: string, verb: Answer): Promise<Contact> {
  const one = await actor(app, email)
  const { requestId } = await find(app, one, from, 'incoming')
  return await verb(app, one, { id: requestId ?? 0 })
}

async function end(app: App, email: string, other: string): Promise<Contact> {
  const one = await actor(app, email)
  return await remove(app, one, { accountId: (await find(app, one, other, 'contact')).accountId })
}

/** @throws {Refusal} `not_found` unless they stand so with each other. */
async function find(app: App, one: Actor, address: string, standing: ContactStanding): Promise<Contact> {
  const accountId = await accountOf(app, address)
  const found = (await list(app, one)).contacts.find((contact) => contact.accountId === accountId)
  if (found?.standing === standing) return found
  throw new Refusal('not_found', `${address} ${standing === 'contact' ? 'is no contact' : 'has not asked'}.`)
}

function line({ accountId, standing, blocked, name, organizationName, message }: Contact): string {
  const how = blocked ? 'blocked' : standing
  return [accountId, how, name, organizationName, message.replaceAll('\n', ' ')]
    .filter((cell) => cell !== '')
    .join('\t')
}
