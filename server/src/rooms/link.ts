import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { isUniqueViolation } from '../db/errors.ts'
import type { Transaction } from '../db/transaction.ts'
import { newToken } from '../lib/ids.ts'

/** Characters of a code made by us: 16 of base64url, 96 bits. */
const CODE_LENGTH = 16

export interface NewLink {
  /** Made up where there is none. */
  readonly code?: string | undefined
  readonly needAcceptance: boolean
  readonly description: string
}

/** Gives a room its invitation link; the former one stops working. Throws `code_taken`, and the transaction is lost. */
export async function writeLink(tx: Transaction, roomId: number, link: NewLink): Promise<void> {
  const code = link.code ?? newToken().slice(0, CODE_LENGTH)
  await sql`delete from room_link where room_id = ${roomId}`.execute(tx)
  try {
    await sql`insert into room_link (code, room_id) values (${code}, ${roomId})`.execute(tx)
  } catch (error) {
    if (isUniqueViolation(error, 'room_link_pkey')) throw new Refusal('code_taken', 'another room uses this code')
    throw error
  }
  await sql`
    update room set link_code = ${code}, link_need_acceptance = ${link.needAcceptance}, link_description = ${link.description}
    where id = ${roomId}
  `.execute(tx)
}
