import { addressIn, type api, type InputOf, type InviteOutcome, type OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { askAddress, askPerson, takeRequest } from './ask.ts'
import { recognize } from './read.ts'

type Invite = typeof api.contacts.invite

/** Limits are taken for all before anything is done, so that a list is not left half way. Each line is a change of its own. */
export async function invite(app: App, actor: Actor, { lines, message }: InputOf<Invite>): Promise<OutputOf<Invite>> {
  const emails = lines.map(addressIn)
  for (const email of new Set(emails)) if (email !== null) await takeRequest(app, actor, email)
  const outcomes: InviteOutcome[] = []
  const seen = new Set<string>()
  for (const [place, email] of emails.entries()) {
    const line = lines[place] as string
    if (email === null) outcomes.push({ line, email, outcome: 'invalid' })
    else if (seen.has(email)) outcomes.push({ line, email, outcome: 'again' })
    else outcomes.push({ line, email, outcome: await inviteOne(app, actor, email, message) })
    if (email !== null) seen.add(email)
  }
  return { outcomes }
}

/** Whoever has asked already is accepted. */
async function inviteOne(
  app: App,
  { accountId }: Actor,
  email: string,
  message: string,
): Promise<InviteOutcome['outcome']> {
  const known = await recognize(app.db, accountId, email)
  if (known && known.as !== 'acquaintance') return known.as
  return await transact(app, async (tx) => {
    if (known) {
      const { standing } = await askPerson(app, tx, { accountId, personId: known.person.accountId }, message)
      return standing === 'contact' ? 'contact' : 'invited'
    }
    const { isNew } = await askAddress(app, tx, accountId, email, message)
    return isNew ? 'invited' : 'again'
  })
}
