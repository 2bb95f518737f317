import type { File } from '@naniwa/contract'
import { useEffect, useMemo } from 'react'
import { useClient, useTopic } from '../../live/client.ts'
import { lookOf } from '../kinds.ts'

export interface Neighbours {
  /** Newest first, with the file itself. */
  all: readonly File[]
  previous: File | null
  next: File | null
}

const nobody: Neighbours = { all: [], previous: null, next: null }

/** Where one can go from a file: in the list it was opened from, or in its room; from a picture to pictures. */
export function useNeighbours(file: File | null, among: readonly File[] | null): Neighbours {
  const client = useClient()
  const roomId = file?.roomId ?? 0
  useEffect(() => {
    if (roomId > 0 && !among) client.engine.background(client.files.read({ roomId }))
  }, [client, roomId, among])
  const stamp = useTopic('files', () => stampOf(client.files.known({ roomId }, 0)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up again when the files of the room have changed
  return useMemo(() => {
    if (!file) return nobody
    const isPicture = lookOf(file) === 'picture'
    const listed = among?.filter(({ roomId, id }) => client.files.get(roomId, id) !== null)
    const all = (listed ?? client.files.known({ roomId }, 0)).filter((other) => {
      return isPicture ? lookOf(other) === 'picture' : among !== null || lookOf(other) !== 'picture'
    })
    const at = all.findIndex(({ id }) => id === file.id)
    return { all, previous: all[at - 1] ?? null, next: at < 0 ? null : (all[at + 1] ?? null) }
  }, [client, file, among, roomId, stamp])
}

/** Another one whenever a file came, changed or went. */
function stampOf(files: readonly File[]): number {
  return files.reduce((sum, { tick }) => sum + tick, files.length)
}
