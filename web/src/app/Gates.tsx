import { api } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { useAction } from '../live/action.ts'
import { ConfirmingPage, MailSentPage, PasswordChangedPage, SpentLinkPage } from '../people/NoticePages.tsx'
import { RequestResetPage, ResetPasswordPage } from '../people/ResetPages.tsx'
import { SignInPage } from '../people/SignInPage.tsx'
import { callHttp } from '../sync/http.ts'
import { takeReturn } from './return.ts'
import { navigate } from './router.ts'
import { http, signedIn } from './session.ts'
import { useMail } from './use-mail.ts'

export const host = location.host

export interface SignInGateProps {
  /** Where to go afterwards. */
  next: string | null
}

export function SignInGate({ next }: SignInGateProps) {
  const signIn = useAction(async (input: { email: string; password: string }) => {
    await signedIn(await callHttp(http, api.sessions.signIn, input))
    navigate(next ?? paths.chats, 'replace')
  })
  return <SignInPage host={host} next={next} busy={signIn.busy} failure={signIn.failure} onSignIn={signIn.run} />
}

export function ForgottenGate() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const mail = useMail()
  const request = useAction(async (email: string) => {
    await callHttp(http, api.passwords.requestReset, { email })
    setSentTo(email)
  })
  if (sentTo !== null) return <MailSentPage host={host} kind="reset" email={sentTo} mail={mail} />
  return (
    <RequestResetPage host={host} mail={mail} busy={request.busy} failure={request.failure} onRequest={request.run} />
  )
}

export interface SecretGateProps {
  secret: string
}

export function ResetGate({ secret }: SecretGateProps) {
  const [isDone, setDone] = useState(false)
  const reset = useAction(async (password: string) => {
    await callHttp(http, api.passwords.reset, { token: secret, password })
    setDone(true)
  })
  if (isDone) return <PasswordChangedPage host={host} />
  if (reset.failure === 'invalid_token' || reset.failure === 'invalid_input') {
    return <SpentLinkPage host={host} kind="reset" />
  }
  return <ResetPasswordPage host={host} busy={reset.busy} failure={reset.failure} onReset={reset.run} />
}

export function ConfirmGate({ secret }: SecretGateProps) {
  const { run, failure } = useAction(async (token: string) => {
    await signedIn(await callHttp(http, api.organizations.confirm, { token }))
    navigate(takeReturn() ?? paths.chats, 'replace')
  })
  useEffect(() => void run(secret), [run, secret])
  return failure ? <SpentLinkPage host={host} kind="confirm" /> : <ConfirmingPage host={host} />
}
