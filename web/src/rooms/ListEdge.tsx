import { useLayoutEffect, useState } from 'react'
import { useText } from '../text/text.ts'
import { narrow, useMedia, usePageWidth } from '../ui/media.ts'
import { Splitter } from '../ui/Splitter.tsx'
import { keepWidth, keptWidth, LIST_WIDTH } from './list-width.ts'

/** px. `beside`: what the rail and a page with its pane and its box need. */
const WIDE = { ...LIST_WIDTH, beside: 888 }
/** Where the pane lies over the page. */
const NARROW = { ...LIST_WIDTH, usual: 264, most: 320, beside: 504 }

/** Draws the list of rooms wider or narrower. Only this is drawn again meanwhile: the list may be long. */
export function ListEdge({ list }: { list: string }) {
  const { rooms: text } = useText()
  const { least, usual, beside, ...bounds } = useMedia(narrow) ? NARROW : WIDE
  const most = Math.min(bounds.most, usePageWidth() - beside)
  const [chosen, setChosen] = useState(keptWidth)
  const [drawn, setDrawn] = useState<number | null>(null)
  const width = Math.min(drawn ?? chosen ?? usual, most)
  useLayoutEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--list-w', `${width}px`)
    return () => void style.removeProperty('--list-w')
  }, [width])

  function choose(next: number | null) {
    setChosen(next)
    keepWidth(next)
  }
  return (
    <Splitter
      label={text.listWidth}
      controls={list}
      value={width}
      min={least}
      max={most}
      onDraw={setDrawn}
      onValue={choose}
      onReset={() => choose(null)}
    />
  )
}
