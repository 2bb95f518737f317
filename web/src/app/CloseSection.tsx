import { api, type Colleague, type Me } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { useAction, useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { CloseSettings, type Standing } from '../settings/CloseSettings.tsx'
import { callHttp } from '../sync/http.ts'
import { useText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'
import { http, signOut } from './session.ts'

export function CloseSection({ me }: { me: Me }) {
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  const { settings: text } = useText()
  const [standing, setStanding] = useState<Standing | null>(null)
  const read = useCallback(async () => {
    setStanding(standingOf(me.accountId, (await client.call(api.organizations.people, {})).people))
  }, [client, me.accountId])
  useEffect(() => void attempt(read()), [attempt, read])

  const close = useAction(async (password: string) => {
    // The socket ends with the session, maybe before the answer.
    await callHttp(http, api.accounts.close, { password })
    await signOut(client)
    toast({ text: text.closed })
  })
  return (
    <CloseSettings
      loginMail={me.loginMail}
      organizationName={me.organizationName}
      standing={standing}
      busy={close.busy}
      failure={close.failure}
      onClose={close.run}
    />
  )
}

function standingOf(myId: number, people: readonly Colleague[]): Standing {
  const here = people.filter(({ deactivatedAt }) => deactivatedAt === null)
  if (here.length === 1) return 'lastPerson'
  const administrators = here.filter(({ organizationRole }) => organizationRole === 'administrator')
  return administrators.length === 1 && administrators[0]?.accountId === myId ? 'lastAdministrator' : 'one'
}
