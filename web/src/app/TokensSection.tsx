import { api, type Token, type TokenPolicy } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { useAction, useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { type MadeToken, type NewToken, TokensSettings } from '../settings/TokensSettings.tsx'

/** One's own tokens. */
export function TokensSection() {
  const client = useClient()
  const attempt = useDo()
  const [tokens, setTokens] = useState<Token[] | null>(null)
  const [policy, setPolicy] = useState<TokenPolicy>('open')
  const [made, setMade] = useState<MadeToken | null>(null)

  const read = useCallback(async () => {
    const answer = await client.call(api.tokens.list, {})
    setTokens(answer.tokens)
    setPolicy(answer.policy)
  }, [client])
  useEffect(() => void attempt(read()), [attempt, read])

  const create = useAction(async (token: NewToken) => {
    setMade(await client.call(api.tokens.create, token))
    await read()
  })

  async function revoke(id: number) {
    if (!(await attempt(client.call(api.tokens.revoke, { id })))) return
    setMade((before) => (before?.token.id === id ? null : before))
    await attempt(read())
  }

  return (
    <TokensSettings
      tokens={tokens}
      policy={policy}
      made={made}
      creating={create.busy}
      failure={create.failure}
      onCreate={create.run}
      onDismiss={() => setMade(null)}
      onRevoke={revoke}
    />
  )
}
