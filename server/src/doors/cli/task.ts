import { type Due, plainText, type Task } from '@naniwa/contract'
import { type Command, Option } from 'commander'
import { printable } from '../../lib/printable.ts'
import { mine } from '../../tasks/mine.ts'
import type { Cli } from '../cli.ts'
import { accountOf, actorOf } from './room.ts'

interface Options {
  readonly of: string
  readonly status: 'open' | 'done'
  readonly asked?: true
}

/** `naniwa task …`: what people have to do. */
export function taskCommand(program: Command, { withApp, print }: Cli): void {
  const task = program.command('task').description('look at tasks')
  task
    .command('list')
    .description('list what somebody has to do in all of their rooms, what is due soonest first')
    .requiredOption('--of <address>', 'their sign-in address')
    .option('--asked', 'list what they asked others for instead')
    .addOption(new Option('--status <status>', 'of tasks to list').choices(['open', 'done']).default('open'))
    .action(async ({ of, status, asked }: Options) => {
      const { tasks } = await withApp('task list', async (app) =>
        mine(app, actorOf(await accountOf(app, of)), { status, scope: asked ? 'asked' : 'mine' }),
      )
      print({ tasks }, tasks.length > 0 ? printable(tasks.map(line).join('\n')) : 'There are none.')
    })
}

function line({ id, roomId, due, body }: Task): string {
  return [id, roomId, dueText(due), plainText(body)].join('\t')
}

function dueText(due: Due): string {
  if (due.type === 'none') return '-'
  return due.type === 'date' ? due.date : new Date(due.at).toISOString()
}
