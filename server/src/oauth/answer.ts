import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { connect } from './connect.ts'
import { faultText } from './fault.ts'
import { requireAllowed } from './policy.ts'
import { readRequest } from './request.ts'

type Answer = typeof api.oauth.answer

/**
 * The answer of whoever is signed in, in the browser that began the request (`browser.ts`) and takes what comes of it: the provider
 * looks for a cookie of its own when it goes on.
 */
export async function answer(app: App, actor: Actor, { uid, allow }: InputOf<Answer>): Promise<OutputOf<Answer>> {
  const waiting = await readRequest(app, actor, uid)
  const { interaction } = waiting
  if (allow) await requireAllowed(app, actor, waiting.client)
  interaction.result = allow
    ? {
        login: { accountId: String(actor.accountId), remember: false },
        consent: { grantId: await connect(app, actor.accountId, waiting) },
      }
    : { error: 'access_denied', error_description: faultText('3001') }
  await interaction.persist()
  return { url: interaction.returnTo }
}
