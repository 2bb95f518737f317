import { api, type OrganizationToken, type SelfRegisteredPolicy, type TokenPolicy } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { AdminTokensPage, type Decision } from '../admin/AdminTokensPage.tsx'
import { useAction } from '../live/action.ts'
import { useChosen } from '../live/chosen.ts'
import { useClient } from '../live/client.ts'

/** The tokens of one's organization, and which programs its people may use, for its administrators. */
export function AdminTokensSection() {
  const client = useClient()
  const [tokens, setTokens] = useState<OrganizationToken[] | null>(null)
  const policy = useChosen<TokenPolicy>((next) => client.call(api.tokens.setPolicy, { policy: next }))
  const selfRegistered = useChosen<SelfRegisteredPolicy>((next) =>
    client.call(api.oauth.setPolicy, { selfRegistered: next }),
  )
  const { asking: askingPolicy } = policy
  const { asking: askingSelfRegistered } = selfRegistered

  const read = useAction(
    useCallback(async () => {
      const [tellPolicy, tellSelfRegistered] = [askingPolicy(), askingSelfRegistered()]
      const [answer, apps] = await Promise.all([client.call(api.tokens.listAll, {}), client.call(api.oauth.policy, {})])
      setTokens(answer.tokens)
      tellPolicy(answer.policy)
      tellSelfRegistered(apps.selfRegistered)
    }, [client, askingPolicy, askingSelfRegistered]),
  )
  useEffect(() => void read.run(undefined), [read.run])

  const decide = useAction(async ({ one, decision }: { one: OrganizationToken; decision: Decision }) => {
    await client.call(api.tokens[decision], { accountId: one.owner.accountId, id: one.token.id })
    await read.run(undefined)
  })

  return (
    <AdminTokensPage
      tokens={tokens}
      policy={policy.value}
      selfRegistered={selfRegistered.value}
      failure={read.failure ?? policy.failure ?? selfRegistered.failure ?? decide.failure}
      onPolicy={policy.choose}
      onSelfRegistered={selfRegistered.choose}
      onDecide={(one, decision) => void decide.run({ one, decision })}
    />
  )
}
