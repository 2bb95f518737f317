import { type Command, InvalidArgumentError } from 'commander'
import { printable } from '../../lib/printable.ts'
import { type Kept, listOrganizations } from '../../organizations/listOrganizations.ts'
import { setQuota } from '../../organizations/setQuota.ts'
import type { Cli } from '../cli.ts'

const GIB = 1_024 ** 3

/** `naniwa organization …`: what each one may keep. */
export function organizationCommand(program: Command, { withApp, print }: Cli): void {
  const organization = program.command('organization').description('list organizations, and say what each may keep')
  organization
    .command('list')
    .description('list all organizations, oldest first: number, people, files, own quota, name')
    .action(async () => {
      const organizations = await withApp('organization list', listOrganizations)
      print({ organizations }, organizations.length > 0 ? table(organizations) : 'There are no organizations yet.')
    })
  organization
    .command('quota <organization> <gigabytes>')
    .description(
      'set how much the files of one organization, by name or number, may take; "default": as NANIWA_QUOTA_GB says',
    )
    .action(async (named: string, gigabytes: string) => {
      const bytes = bytesOf(gigabytes)
      const changed = await withApp('organization quota', (app) => setQuota(app, { organization: named, bytes }))
      print(changed, printable(`${changed.name} may keep ${quotaText(changed.quotaBytes)}.`))
    })
}

function bytesOf(gigabytes: string): number | null {
  if (gigabytes === 'default') return null
  const bytes = Math.round(Number(gigabytes) * GIB)
  if (/^\d+(\.\d+)?$/.test(gigabytes) && Number.isSafeInteger(bytes)) return bytes
  throw new InvalidArgumentError('a number of gigabytes, or "default".')
}

function table(organizations: readonly Kept[]): string {
  return organizations
    .map(({ organizationId, name, people, usedBytes, quotaBytes }) =>
      [organizationId, people, sizeText(usedBytes), quotaText(quotaBytes), printable(name)].join('\t'),
    )
    .join('\n')
}

function quotaText(bytes: number | null): string {
  return bytes === null ? 'what the server gives' : sizeText(bytes)
}

function sizeText(bytes: number): string {
  return `${Number((bytes / GIB).toFixed(3))} GB`
}
