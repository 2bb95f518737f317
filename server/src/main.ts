import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type Config, type Environment, readConfig } from './config.ts'
import { type Connection, connect } from './db/connect.ts'
import { migrateAll } from './db/migrate.ts'
import { type Cli, type CommandGroup, type CommandGroups, runCli } from './doors/cli.ts'
import { defaultDataDirectory } from './lib/data-directory.ts'

const CHECKOUT = resolve(import.meta.dirname, '../..')

function config(more: Environment = {}): Config {
  return readConfig({ ...process.env, ...more }, defaultDataDirectory(CHECKOUT))
}

async function withConnection<T>(purpose: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, abandon)
  const connection = await connect({ ...config(), purpose, report: (message) => console.error(message) })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

/** A command that is interrupted leaves nothing running: PostgreSQL is stopped as the process exits. */
function abandon(): void {
  process.exit(1)
}

const withApp: Cli['withApp'] = (purpose, work) =>
  withConnection(purpose, async (connection) => {
    await migrateAll(connection)
    const { createApp } = await import('./app.ts')
    const app = createApp(config(), connection.db, { index: connection.index })
    const result = await work(app)
    await app.lanes.drain()
    await app.bus.close()
    app.limits.close()
    await app.reading.close()
    return result
  })

function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('start the server; HOST, PORT, NANIWA_DATA and DATABASE_URL say where')
    .option('--roles <roles>', 'what this process is for: web, worker, or both (NANIWA_ROLES)')
    .action(async ({ roles }: { roles?: string }) => {
      const checked = config(roles === undefined ? {} : { NANIWA_ROLES: roles })
      const { serve } = await import('./serve.ts')
      await serve(checked)
    })
}

async function clusterGroup(): Promise<CommandGroup> {
  const { clusterCommand } = await import('./fleet/command.ts')
  return (program) => clusterCommand(program, config)
}

const groups: CommandGroups = { serve: async () => serveCommand, cluster: clusterGroup }

// A timer or a socket that somebody left open must not keep a finished command alive.
process.exit(await runCli(process.argv.slice(2), { config, withConnection, withApp }, groups))
