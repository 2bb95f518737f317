import { sql } from 'kysely'
import type { Sending } from '../blobs/blobs.ts'
import { type Ledger, type Moved, moveBlobs } from '../blobs/move.ts'
import type { App } from '../context.ts'

/** In `server_state`: the handles of copies under way, with their keys. */
const NOTE = 'blob_move:'

/** Brings everything that is still in the other store to the one where new files go. Null where there is no other. */
export async function moveAll(app: App, tell?: (moved: Moved) => void): Promise<Moved | null> {
  const { first, other } = app.stores
  if (!other) return null
  for (const upload of await readNotes(app)) {
    if (first.owns(upload.handle)) await first.abort(upload)
    await forget(app, upload)
  }
  return await moveBlobs(other, first, ledgerOf(app), tell)
}

function ledgerOf(app: App): Ledger {
  return {
    hashOf: (key) => hashOf(app, key),
    isNamed: (key) => isNamed(app, blobOf(key)),
    note: (upload) => note(app, upload),
    forget: (upload) => forget(app, upload),
  }
}

async function hashOf(app: App, key: string): Promise<string | null> {
  if (!key.endsWith('/file')) return null
  const { rows } = await sql<{ sha256: string }>`select sha256 from file where blob = ${blobOf(key)}`.execute(app.db)
  return rows[0]?.sha256 ?? null
}

async function isNamed(app: App, blob: string): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`
    select exists (select from file where blob = ${blob} and deleted_at is null)
      or exists (select from blob_garbage where blob = ${blob})
      or exists (select from upload where blob = ${blob}) as named
  `.execute(app.db)
  return rows[0]?.named ?? false
}

function blobOf(key: string): string {
  return key.split('/')[0] ?? ''
}

async function note(app: App, { key, handle }: Sending): Promise<void> {
  await sql`insert into server_state (name, value) values (${NOTE + handle}, ${key})`.execute(app.db)
}

async function forget(app: App, { handle }: Sending): Promise<void> {
  await sql`delete from server_state where name = ${NOTE + handle}`.execute(app.db)
}

async function readNotes(app: App): Promise<Sending[]> {
  const { rows } = await sql<{ name: string; value: string }>`
    select name, value from server_state where starts_with(name, ${NOTE})
  `.execute(app.db)
  return rows.map(({ name, value }) => ({ key: value, handle: name.slice(NOTE.length) }))
}
