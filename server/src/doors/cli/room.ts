import { api, Refusal } from '@naniwa/contract'
import type { Command } from 'commander'
import { readOwner } from '../../accounts/read.ts'
import type { Actor, App } from '../../context.ts'
import { Fatal } from '../../lib/fatal.ts'
import { printable } from '../../lib/printable.ts'
import { create } from '../../rooms/create.ts'
import type { Cli } from '../cli.ts'

interface Options {
  readonly name: string
  readonly owner: string
  readonly description: string
  readonly member: readonly string[]
}

/** `naniwa room …`: groups, made in somebody's name. */
export function roomCommand(program: Command, { withApp, print }: Cli): void {
  const room = program.command('room').description('create rooms')
  room
    .command('create')
    .description('create a group; its owner is its admin')
    .requiredOption('--name <name>', 'name of the room')
    .requiredOption('--owner <address>', 'sign-in address of whoever makes it')
    .option('--description <text>', 'what the room is for', '')
    .option('--member <address>', 'sign-in address of a colleague or contact; may be repeated', collect, [])
    .action(async (options: Options) => {
      const made = await withApp('room create', (app) => createRoom(app, options))
      print(made, printable(`Created "${made.name}" (room ${made.roomId}) with ${made.members} people.`))
    })
}

function collect(address: string, before: readonly string[]): readonly string[] {
  return [...before, address]
}

/** @throws {Refusal} `not_found` about an address. @throws {Fatal} about the name or description. */
async function createRoom(app: App, options: Options): Promise<{ roomId: number; name: string; members: number }> {
  const owner = await accountOf(app, options.owner)
  const others = await Promise.all(options.member.map((address) => accountOf(app, address)))
  const members = [...new Set(others)].map((accountId) => ({ accountId }))
  const { name, description } = options
  const checked = api.rooms.create.input.safeParse({ name, description, members })
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw new Fatal(`The room cannot be created like this: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const room = await create(app, actorOf(owner), checked.data).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'not_found') throw error
    throw new Refusal(
      'not_found',
      `Somebody is neither of the organization nor a contact of ${options.owner}: others join by link.`,
    )
  })
  return { roomId: room.id, name: room.name, members: room.organizations.reduce((sum, one) => sum + one.members, 0) }
}

/** Whose sign-in address it is. Throws `not_found`. */
export async function accountOf(app: App, address: string): Promise<number> {
  const owner = await readOwner(app.db, address.trim().toLowerCase())
  if (!owner) throw new Refusal('not_found', `There is no account with the address ${address}.`)
  return owner.accountId
}

/** Somebody as a verb knows them: no browser, no address. */
export function actorOf(accountId: number): Actor {
  return { accountId, sessionId: 0, address: '', userAgent: 'cli', keep: () => {} }
}
