import type { Command } from 'commander'
import { migrateAll } from '../../db/migrate.ts'
import type { Cli } from '../cli.ts'

/** `naniwa migrate`: brings the database to this version's schema, as `serve` does at its start. */
export function migrateCommand(program: Command, { withConnection, print }: Cli): void {
  program
    .command('migrate')
    .description('bring the database to the schema of this version')
    .action(async () => {
      const applied = await withConnection('migrate', migrateAll)
      const names = applied.map(({ name }) => name)
      print({ applied: names }, names.length > 0 ? names.map((name) => `applied ${name}`).join('\n') : 'up to date')
    })
}
