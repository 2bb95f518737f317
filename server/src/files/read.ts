import { type File, Refusal } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { Charset } from '../lib/charset.ts'
import { fileColumns } from './view.ts'

/** With what only the server knows of it. */
export interface StoredFile extends File {
  /** Under which its bytes and its previews lie in the blob store. */
  readonly blob: string
  /** Of plain text. */
  readonly charset: Charset | null
  readonly organizationId: number
}

/** @throws {Refusal} `not_found`. */
export async function readFile(db: Queries, roomId: number, id: number): Promise<File> {
  const { rows } = await sql<File>`
    select ${fileColumns} from file f where f.room_id = ${roomId} and f.id = ${id}
  `.execute(db)
  return rows[0] ?? missing()
}

/** @throws {Refusal} `not_found`. */
export async function readStored(db: Queries, roomId: number, id: number): Promise<StoredFile> {
  const { rows } = await sql<StoredFile>`
    select ${fileColumns}, f.blob, f.charset, f.organization_id from file f where f.room_id = ${roomId} and f.id = ${id}
  `.execute(db)
  return rows[0] ?? missing()
}

/** The files of the room `asked.room_id` that changed after the clock `asked.since`, in its order. */
export function changedFiles(limit: number): RawBuilder<File> {
  return sql<File>`
    select ${fileColumns} from file f
    where f.room_id = asked.room_id and f.tick > asked.since order by f.tick limit ${limit}
  `
}

function missing(): never {
  throw new Refusal('not_found', 'no such file')
}

/** The key of what was uploaded. */
export function bytesKey({ blob }: Pick<StoredFile, 'blob'>): string {
  return `${blob}/file`
}

/** How many files rooms hold. */
export async function countFiles(db: Queries, roomIds: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ roomId: number; count: number }>`
    select f.room_id, count(*) from file f where f.room_id = any(${idArray(roomIds)}) and f.deleted_at is null group by f.room_id
  `.execute(db)
  return new Map(rows.map(({ roomId, count }) => [roomId, count]))
}
