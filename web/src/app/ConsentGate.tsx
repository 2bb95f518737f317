import { api, type Me, type OutputOf } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { ConsentFaultPage } from '../oauth/ConsentFaultPage.tsx'
import { ConsentPage } from '../oauth/ConsentPage.tsx'
import { SignOutDialog } from '../rooms/SignOutDialog.tsx'
import { imageUrl } from '../sync/upload.ts'
import { Blank } from './Blank.tsx'
import { host } from './Gates.tsx'
import { useAppliedSettings } from './settings.ts'

export interface ConsentGateProps {
  me: Me
  /** Of the request that waits. */
  uid: string
}

/** Where an application's request waits for whoever is signed in. */
export function ConsentGate({ me, uid }: ConsentGateProps) {
  const client = useClient()
  useAppliedSettings(me.settings)
  const [isSwitching, setSwitching] = useState(false)
  const [asking, setAsking] = useState<OutputOf<typeof api.oauth.request> | null>(null)
  const read = useAction(async (of: string) => setAsking(await client.call(api.oauth.request, { uid: of })))
  useEffect(() => void read.run(uid), [read.run, uid])
  const answer = useAction(async (allow: boolean) => {
    const { url } = await client.call(api.oauth.answer, { uid, allow })
    location.assign(url)
  })
  const failure = read.failure ?? answer.failure
  const isGone = failure === 'not_found' || failure === 'invalid_input'
  if (!asking && !failure) return <Blank />
  return (
    <>
      <ConsentPage
        host={host}
        asking={asking}
        viewer={viewerOf(me)}
        state={isGone ? 'gone' : failure === 'forbidden' ? 'refused' : answer.busy ? 'busy' : 'idle'}
        failure={failure}
        onAnswer={(how) => void answer.run(how === 'allow')}
        onSwitch={() => setSwitching(true)}
      />
      <SignOutDialog to={paths.signIn(location.pathname)} open={isSwitching} onOpenChange={() => setSwitching(false)} />
    </>
  )
}

function viewerOf({ accountId: id, name, avatar, organizationName, loginMail: mail }: Me) {
  return { id, name, avatar: avatar && imageUrl(avatar), organizationName, mail }
}

/** What is wrong with an application's request. No one need be signed in to read it. */
export function ConsentFaultGate({ fault }: { fault: string }) {
  return <ConsentFaultPage host={host} fault={fault} />
}
