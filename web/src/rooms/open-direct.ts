import { api } from '@naniwa/contract'
import { useCallback } from 'react'
import { navigate } from '../app/router.ts'
import { paths } from '../frame/paths.ts'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { useRoomDialogs } from './dialogs.ts'

/** Goes to the direct chat with somebody, which is made when there is none; dialogs give way. */
export function useOpenDirect(): (accountId: number) => Promise<boolean> {
  const client = useClient()
  const attempt = useDo()
  const { close } = useRoomDialogs()
  return useCallback(
    (accountId) => {
      async function go(): Promise<void> {
        const { id } = await client.call(api.rooms.direct, { accountId })
        await client.untilRoom(id)
        close()
        navigate(paths.room(id))
      }
      return attempt(go())
    },
    [client, attempt, close],
  )
}
