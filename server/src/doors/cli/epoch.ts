import type { Command } from 'commander'
import { renewEpoch } from '../../sync/renewEpoch.ts'
import type { Cli } from '../cli.ts'

/** `naniwa epoch …`: which life of the database browsers follow. */
export function epochCommand(program: Command, { withApp, print }: Cli): void {
  program
    .command('epoch')
    .description('say that the database is not the one that browsers have seen')
    .command('renew')
    .description('after an older state was restored: browsers which have seen more start afresh')
    .action(async () => {
      const renewed = await withApp('epoch renew', renewEpoch)
      print(renewed, 'Browsers start afresh when they next connect.')
    })
}
