import { api, type CallOf } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { useAction } from '../live/action.ts'
import { FoundPage } from '../people/FoundPage.tsx'
import type { MadeLink } from '../people/FoundSteps.tsx'
import { MailSentPage } from '../people/NoticePages.tsx'
import { callHttp } from '../sync/http.ts'
import { host } from './Gates.tsx'
import { navigate } from './router.ts'
import { http, signedIn } from './session.ts'

/** Founding an organization: the account first, then a room and invitations, both of which may wait. */
export function FoundGate() {
  const [step, setStep] = useState<1 | 2 | 3>(1)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [mail, setMail] = useState(false)
  const [links, setLinks] = useState<MadeLink[] | undefined>()
  const [accountId, setAccountId] = useState<number | null>(null)

  useEffect(() => {
    callHttp(http, api.server.status, {}).then(
      (status) => setMail(status.mail),
      () => {},
    )
  }, [])

  const found = useAction(async (input: CallOf<typeof api.organizations.found>) => {
    const welcome = await callHttp(http, api.organizations.found, input)
    if (welcome.outcome === 'confirm') return setSentTo(input.email)
    setAccountId(welcome.me.accountId)
    setStep(2)
  })
  const makeRoom = useAction(async (name: string) => {
    await callHttp(http, api.rooms.create, { name })
    setStep(3)
  })
  const invite = useAction(async (emails: string[]) => {
    const { invitations } = await callHttp(http, api.invitations.create, { emails })
    setLinks(invitations.map(({ id, email, url }) => ({ id, email: email ?? '', url: url ?? '' })))
  })

  async function finish() {
    if (accountId !== null) await signedIn({ accountId })
    navigate(paths.chats, 'replace')
  }

  if (sentTo !== null) return <MailSentPage host={host} kind="confirm" email={sentTo} />
  const current = { 1: found, 2: makeRoom, 3: invite }[step]
  return (
    <FoundPage
      host={host}
      step={step}
      busy={current.busy}
      failure={current.failure}
      onFound={found.run}
      onMakeRoom={makeRoom.run}
      onInvite={invite.run}
      onSkip={() => (step === 2 ? setStep(3) : void finish())}
      links={links}
      mail={mail}
    />
  )
}
