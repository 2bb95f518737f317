import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../cli.ts'

/** `naniwa demo`: a company to look at. */
export function demoCommand(program: Command, { withApp, print }: Cli): void {
  program
    .command('demo')
    .description('fill an empty server with a Japanese company: 30 people, 40 rooms, six weeks of messages')
    .option('--seed <number>', 'another number tells another story', wholeNumber, 1)
    .action(async (options: { seed: number }) => {
      const { fillDemo } = await import('../../demo/fill.ts')
      const filled = await withApp('demo', (app) => fillDemo(app, options))
      const { organizations, people, rooms, messages, email, password } = filled
      const what = `${people} people of ${organizations} organizations, ${rooms} rooms, ${messages.toLocaleString('en')} messages.`
      print(filled, `${what}\nSign in as ${email} with the password\n  ${password}\nIt is everybody's.`)
    })
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number, please.')
  return Number(text)
}
