import { useContext } from 'react'
import { Marked } from '../messages/Marked.tsx'
import { SoughtContext } from '../messages/notation.tsx'

/** A file's name; what a search that led here sought is marked in it. */
export function SoughtName({ name }: { name: string }) {
  const words = useContext(SoughtContext)
  return words.length === 0 ? name : <Marked text={name} words={words} />
}
