import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { exportAccess } from '../../analytics/export.ts'
import { readReport, type Told } from '../../analytics/report.ts'
import { shipAccess } from '../../analytics/ship.ts'
import type { App } from '../../context.ts'
import { organizationNamed } from '../../organizations/named.ts'
import type { Cli } from '../cli.ts'

interface Options {
  readonly days: number
  readonly organization?: string
  readonly timeZone: string
}

/** `naniwa stats`: what the access log tells, of everybody or of one organization. */
export function statsCommand(program: Command, { withApp, print }: Cli): void {
  const stats = program.command('stats').description('tell from the access log who did how much, and how fast')
  stats
    .command('show', { isDefault: true })
    .description('people, messages, calls, latency and errors, day by day')
    .option('--days <count>', 'days, today included', wholeDays, 30)
    .option('--organization <organization>', 'of this organization alone, by name or number')
    .option('--time-zone <name>', 'where days begin and end', 'Asia/Tokyo')
    .action(async (options: Options) => {
      const told = await withApp('stats', (app) => show(app, options))
      print(told, textOf(told))
    })
  stats
    .command('export <directory>')
    .description(
      'write the hours of the access log that are over as Parquet, by date, for Athena, BigQuery, Trino or DuckDB',
    )
    .action(async (directory: string) => {
      const result = await withApp('stats export', (app) => exportAccess(app, directory))
      print(result, `Wrote ${result.files} files to ${directory}. The hour that is running is not in them.`)
    })
}

function wholeDays(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 400) throw new InvalidArgumentError('a whole number from 1 to 400.')
  return days
}

async function show(app: App, { days, organization, timeZone }: Options): Promise<Told> {
  await shipAccess(app)
  const organizationId = organization === undefined ? null : await organizationNamed(app.db, organization)
  return readReport(app, { organizationId, days, timeZone })
}

function textOf({ until, days, latency, programs, errors }: Told): string {
  if (until === null) return 'Nothing was logged yet.'
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell, at) => (at === 0 ? String(cell).padEnd(12) : String(cell).padStart(10))).join('')
  const shown = days.filter(({ calls }) => calls > 0)
  return [
    line(['day', 'people', 'writing', 'messages', 'calls', 'failures']),
    ...shown.map(({ day, active, posting, messages, calls, failures }) =>
      line([day, active, posting, messages, calls, failures]),
    ),
    '',
    `calls took ${ms(latency.p50)} (half), ${ms(latency.p95)} (95 of 100), ${ms(latency.p99)} (99 of 100)`,
    ...programs.map(({ name, calls, refused }) => `program ${name}: ${calls} calls, ${refused} refused`),
    ...errors.map(({ code, count }) => `${code}: ${count}`),
    `counted up to ${new Date(until).toISOString()}`,
  ].join('\n')
}

function ms(value: number | null): string {
  return value === null ? '-' : `${value.toFixed(1)} ms`
}
