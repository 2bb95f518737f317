import { api } from '@naniwa/contract'
import { useState } from 'react'
import { useAction } from '../live/action.ts'
import { AddressChangedPage, ConfirmAddressPage } from '../people/AddressPages.tsx'
import { SpentLinkPage } from '../people/NoticePages.tsx'
import { callHttp } from '../sync/http.ts'
import { host, type SecretGateProps } from './Gates.tsx'
import { http } from './session.ts'

export function AddressGate({ secret }: SecretGateProps) {
  const [isDone, setDone] = useState(false)
  const { run, busy, failure } = useAction(async (token: string) => {
    await callHttp(http, api.accounts.confirmAddress, { token })
    setDone(true)
  })
  if (isDone) return <AddressChangedPage host={host} />
  if (failure === 'invalid_token' || failure === 'invalid_input') return <SpentLinkPage host={host} kind="address" />
  return <ConfirmAddressPage host={host} busy={busy} failure={failure} onConfirm={() => void run(secret)} />
}
