import type { ReactNode } from 'react'

/** Somewhere to go. */
export interface Hit {
  /** Unlike any other's of the list. */
  key: string
  face: ReactNode
  name: string
  /** Quiet words at the end: what it is, whose it is. */
  note: string
  /** Counts, a tag. */
  end?: ReactNode
  /** Resolves to whether it led somewhere: the dialog then gives way. */
  open: () => boolean | Promise<boolean>
}

/** Hits of one kind. Another kind (messages, files) is another group from another hook: the list asks no more of it. */
export interface HitGroup {
  key: string
  label: string
  hits: readonly Hit[]
}
