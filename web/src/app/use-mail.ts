import { api } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { callHttp } from '../sync/http.ts'
import { http } from './session.ts'

/** Whether this server sends mail; taken to do so until it says otherwise. */
export function useMail(): boolean {
  const [mail, setMail] = useState(true)
  useEffect(() => {
    callHttp(http, api.server.status, {}).then(
      (status) => setMail(status.mail),
      () => {},
    )
  }, [])
  return mail
}
