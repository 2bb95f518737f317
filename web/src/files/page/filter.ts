import type { FileQuery } from '../../sync/files.ts'

export const tabs = ['all', 'image', 'document', 'media', 'mine'] as const
export type FileTab = (typeof tabs)[number]

export interface FileFilter {
  tab: FileTab
  roomId: number | null
  accountId: number | null
  /** What the name holds. */
  name: string
}

export const noFilter: FileFilter = { tab: 'all', roomId: null, accountId: null, name: '' }

export function isFiltered({ tab, roomId, accountId, name }: FileFilter): boolean {
  return tab !== 'all' || roomId !== null || accountId !== null || name.trim() !== ''
}

/** What to ask for. Of one's own a sender need not be chosen. */
export function queryOf({ tab, roomId, accountId, name }: FileFilter, myId: number): FileQuery {
  const sender = tab === 'mine' ? myId : accountId
  const words = name.trim()
  return {
    ...(roomId !== null && { roomId }),
    ...(sender !== null && { accountId: sender }),
    ...(tab !== 'all' && tab !== 'mine' && { kind: tab }),
    ...(words !== '' && { name: words }),
  }
}
