import { api, type OrganizationToken, type TokenPolicy } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { AdminTokensPage, type Decision } from '../admin/AdminTokensPage.tsx'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'

/** The tokens of one's organization, for its administrators. */
export function AdminTokensSection() {
  const client = useClient()
  const [tokens, setTokens] = useState<OrganizationToken[] | null>(null)
  const [policy, setPolicy] = useState<TokenPolicy>('open')
  // Shown until the answer or a refusal comes: then what the server says counts again.
  const [chosen, setChosen] = useState<TokenPolicy | null>(null)

  const read = useAction(
    useCallback(async () => {
      const answer = await client.call(api.tokens.listAll, {})
      setTokens(answer.tokens)
      setPolicy(answer.policy)
    }, [client]),
  )
  useEffect(() => void read.run(undefined), [read.run])

  const change = useAction(async (next: TokenPolicy) => {
    setChosen(next)
    try {
      await client.call(api.tokens.setPolicy, { policy: next })
      setPolicy(next)
    } finally {
      setChosen((now) => (now === next ? null : now))
    }
  })
  const decide = useAction(async ({ one, decision }: { one: OrganizationToken; decision: Decision }) => {
    await client.call(api.tokens[decision], { accountId: one.owner.accountId, id: one.token.id })
    await read.run(undefined)
  })

  return (
    <AdminTokensPage
      tokens={tokens}
      policy={chosen ?? policy}
      failure={read.failure ?? change.failure ?? decide.failure}
      onPolicy={(next) => void change.run(next)}
      onDecide={(one, decision) => void decide.run({ one, decision })}
    />
  )
}
