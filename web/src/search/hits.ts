import type { ReactNode } from 'react'

/** A place in a room, to look at before going there: a message, or the newest of the room. */
export interface Spot {
  readonly roomId: number
  readonly messageId: string | null
}

/** Somewhere to go, or something to do with the search. */
export interface Hit {
  /** Unlike any other's of the list. */
  readonly key: string
  /** `one`: a line; `two`: a line of words and one about it. */
  readonly look: 'one' | 'two'
  readonly row: ReactNode
  /** What the pane beside the list shows of it. */
  readonly spot: Spot | null
  /** Resolves to whether it led somewhere: the dialog then gives way. */
  readonly open: () => boolean | Promise<boolean>
}

/** Hits of one kind. */
export interface HitGroup {
  readonly key: string
  readonly label: string
  readonly hits: readonly Hit[]
}
