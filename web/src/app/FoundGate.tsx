import { api, type CallOf } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { type FoundStep, paths } from '../frame/paths.ts'
import { useAction } from '../live/action.ts'
import { FoundPage } from '../people/FoundPage.tsx'
import type { Handed } from '../people/HandedLinks.tsx'
import { MailSentPage } from '../people/NoticePages.tsx'
import type { Client } from '../sync/client.ts'
import { callHttp } from '../sync/http.ts'
import { Blank } from './Blank.tsx'
import { host } from './Gates.tsx'
import { noteReturn } from './return.ts'
import { navigate } from './router.ts'
import { http, signedIn } from './session.ts'
import { useMail } from './use-mail.ts'

export interface FoundGateProps {
  /** As the address says, so that a page loaded anew goes on there. */
  step: FoundStep
  /** Where to go afterwards. */
  next: string | null
  /** Whoever is signed in, if anybody. */
  client: Client | null
}

/** Founding an organization: the account first, then a room and invitations, both of which may wait. */
export function FoundGate({ step: wanted, next, client }: FoundGateProps) {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [handed, setHanded] = useState<Handed | undefined>()
  const [accountId, setAccountId] = useState<number | null>(null)
  const mail = useMail()
  const step = client || accountId !== null ? wanted : 'organization'
  const hasAccount = client !== null && step === 'organization'
  useEffect(() => {
    if (hasAccount) navigate(next ?? paths.chats, 'replace')
  }, [hasAccount, next])

  const found = useAction(async (input: CallOf<typeof api.organizations.found>) => {
    const welcome = await callHttp(http, api.organizations.found, input)
    if (welcome.outcome === 'confirm') {
      noteReturn(next)
      return setSentTo(input.email)
    }
    setAccountId(welcome.me.accountId)
    navigate(paths.found('room', next), 'replace')
  })
  const makeRoom = useAction(async (name: string) => {
    await callHttp(http, api.rooms.create, { name })
    navigate(paths.found('invite', next), 'replace')
  })
  const invite = useAction(async (emails: string[]) =>
    setHanded(await callHttp(http, api.invitations.create, { emails })),
  )

  async function finish() {
    if (accountId !== null) await signedIn({ accountId })
    navigate(next ?? paths.chats, 'replace')
  }

  if (sentTo !== null) return <MailSentPage host={host} kind="confirm" email={sentTo} mail={mail} />
  if (hasAccount) return <Blank />
  const current = { organization: found, room: makeRoom, invite }[step]
  return (
    <FoundPage
      host={host}
      step={step}
      busy={current.busy}
      failure={current.failure}
      onFound={found.run}
      onMakeRoom={makeRoom.run}
      onInvite={invite.run}
      onSkip={() => (step === 'room' ? navigate(paths.found('invite', next), 'replace') : void finish())}
      handed={handed}
    />
  )
}
