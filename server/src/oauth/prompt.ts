import { type Configuration, interactionPolicy } from 'oidc-provider'
import { CONSENT_PATH } from './terms.ts'

/** Somebody is asked each time, on a page of ours: who is signed in here is the product's to know, not the provider's. */
export function interactions(): Configuration['interactions'] {
  const policy = interactionPolicy.base()
  const login = policy.get('login')
  login?.checks.clear()
  login?.checks.add(
    new interactionPolicy.Check('asked', 'somebody has to answer', ({ oidc }) =>
      oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT,
    ),
  )
  return { url: (_, { uid }) => `${CONSENT_PATH}${uid}`, policy }
}
