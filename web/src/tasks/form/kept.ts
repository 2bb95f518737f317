import type { Client } from '../../sync/client.ts'
import type { TaskFields } from './fields.ts'

/** What was begun and not yet added, by where it was begun: closing a dialog, or going to another page, loses nothing. */
const kept = new WeakMap<Client, Map<string, TaskFields>>()

export function keptFields(client: Client, place: string): TaskFields | undefined {
  return kept.get(client)?.get(place)
}

export function keepFields(client: Client, place: string, fields: TaskFields | null): void {
  const places = kept.get(client) ?? new Map<string, TaskFields>()
  kept.set(client, places)
  if (fields && fields.body.trim() !== '') places.set(place, fields)
  else places.delete(place)
}
