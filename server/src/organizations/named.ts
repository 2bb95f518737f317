import { sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'
import { Fatal } from '../lib/fatal.ts'

/**
 * The number of the one organization that somebody at the machine means by its name, or by its number where several have one name.
 *
 * @throws {Fatal} where none, or several, are meant.
 */
export async function organizationNamed(db: Queries, named: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from organization o
    where o.id = (select min(id) from organization where name = ${named} having count(*) = 1)
      or (o.id::text = ${named} and not exists (select from organization where name = ${named} and id <> o.id))
  `.execute(db)
  const [found] = rows
  if (!found) throw new Fatal(`No one organization is "${named}": naniwa organization list shows their numbers.`)
  return found.id
}
