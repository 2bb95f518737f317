import { findRanges } from '@naniwa/contract'
import { Fragment } from 'react'

/** A text with the folded words marked in it. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  let at = 0
  const parts = findRanges(text, words).map(({ start, end }) => {
    const before = text.slice(at, start)
    at = end
    return (
      <Fragment key={start}>
        {before}
        <mark>{text.slice(start, end)}</mark>
      </Fragment>
    )
  })
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
