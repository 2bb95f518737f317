import type { File } from '@naniwa/contract'
import { createContext, useContext } from 'react'
import type { FilePlace } from './file-verbs.ts'

export interface Viewing {
  /** `among`: those one can go to from there; without it, others of its room. */
  open: (place: FilePlace, among?: readonly File[]) => void
}

/** Opens the viewer over whatever page is there. */
export const ViewingContext = createContext<Viewing>({ open: () => {} })

export function useViewing(): Viewing {
  return useContext(ViewingContext)
}
