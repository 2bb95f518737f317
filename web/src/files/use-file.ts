import type { File } from '@naniwa/contract'
import { useEffect } from 'react'
import { useClient, useTopic } from '../live/client.ts'

/** A file of a room; asked for when it is not known. Null: it is deleted, or not for me. */
export function useFile(roomId: number, id: number): File | null | undefined {
  const client = useClient()
  const file = useTopic(`files:${roomId}`, () => client.files.get(roomId, id))
  useEffect(() => {
    if (file === undefined) client.files.want(roomId, id)
  }, [client, roomId, id, file])
  return file
}
