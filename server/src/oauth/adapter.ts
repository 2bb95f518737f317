import { sql } from 'kysely'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Database } from '../db/pool.ts'
import { sha256Hex } from '../lib/hash.ts'
import { readClient } from './client.ts'
import { expireGrant } from './end.ts'

/** Kinds whose name is a secret in itself: who reads the database must not be able to use it. */
const SECRET: readonly string[] = ['AuthorizationCode', 'RefreshToken', 'AccessToken', 'Session']

/** So long it is noticed that a refresh token that was used is used again. One that was good for ever would be kept for ever. */
const USED_SECONDS = 14 * 24 * 60 * 60

interface Row {
  readonly payload: AdapterPayload
  readonly consumed: number | null
}

/** Keeps what the provider keeps in PostgreSQL; applications are read from where the product keeps them. */
export function postgresAdapter(db: Database): (kind: string) => Adapter {
  return (kind) => (kind === 'Client' ? clients(db) : items(db, kind))
}

function clients(db: Database): Adapter {
  return {
    ...neverWritten,
    find: async (id) => (await readClient(db, id)) ?? undefined,
  }
}

const neverWritten: Omit<Adapter, 'find'> = {
  upsert: refuse,
  consume: refuse,
  destroy: refuse,
  revokeByGrantId: refuse,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
}

async function refuse(): Promise<never> {
  throw new TypeError('applications are changed by their verbs')
}

function items(db: Database, kind: string): Adapter {
  const keyOf = (id: string) => (SECRET.includes(kind) ? sha256Hex(id) : id)
  return {
    async upsert(id, payload, expiresIn) {
      // The name is the key; inside the payload it would stand in the clear.
      const { jti: _, ...kept } = payload
      const expiresAt = expiresIn ? new Date(Date.now() + expiresIn * 1_000) : null
      await sql`
        insert into oauth_item (kind, id, payload, grant_id, uid, expires_at)
        values (${kind}, ${keyOf(id)}, ${JSON.stringify(kept)}::jsonb, ${payload.grantId ?? null}, ${payload.uid ?? null}, ${expiresAt})
        on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
          expires_at = excluded.expires_at
      `.execute(db)
    },
    async find(id) {
      const { rows } = await sql<Row>`
        select payload, extract(epoch from consumed_at)::float8 as consumed from oauth_item
        where kind = ${kind} and id = ${keyOf(id)} and (expires_at is null or expires_at > now())
      `.execute(db)
      return rows[0] && payloadOf(rows[0], id)
    },
    async findByUid(uid) {
      const { rows } = await sql<Row & { id: string }>`
        select id, payload, extract(epoch from consumed_at)::float8 as consumed from oauth_item
        where kind = ${kind} and uid = ${uid} and (expires_at is null or expires_at > now()) limit 1
      `.execute(db)
      return rows[0] && payloadOf(rows[0], rows[0].id)
    },
    findByUserCode: async () => undefined,
    /** Of two who present the same code or refresh token at once, the second meets it as used. */
    async consume(id) {
      const { numAffectedRows } = await sql`
        update oauth_item set consumed_at = now(), expires_at = least(expires_at, now() + make_interval(secs => ${USED_SECONDS}))
        where kind = ${kind} and id = ${keyOf(id)} and consumed_at is null
      `.execute(db)
      if (numAffectedRows !== 1n) throw new errors.InvalidGrant('it was used already')
    },
    /**
     * With a grant ends the connection, and so every access token of it, before the answer is given: a code or refresh token that
     * is used twice was stolen from somebody.
     */
    async destroy(id) {
      if (kind === 'Grant') await disconnect(db, id)
      else await sql`delete from oauth_item where kind = ${kind} and id = ${keyOf(id)}`.execute(db)
    },
    /** The grant is destroyed with it, and without one nothing that was issued for it is good. */
    revokeByGrantId: async () => {},
  }
}

async function disconnect(db: Database, grantId: string): Promise<void> {
  const { rows } = await sql<Pick<Row, 'payload'>>`
    select payload from oauth_item where kind = 'Grant' and id = ${grantId}
  `.execute(db)
  const [grant] = rows
  if (!grant) return
  const { accountId, clientId } = grant.payload
  await sql`
    delete from oauth_connection
    where account_id = ${Number(accountId)} and client_id = ${clientId} and grant_id = ${grantId}
  `.execute(db)
  await expireGrant(db, grantId)
}

function payloadOf({ payload, consumed }: Row, id: string): AdapterPayload {
  return { ...payload, jti: id, ...(consumed !== null && { consumed: Math.floor(consumed) }) }
}
