import { type File, PAGE_LIMIT, pagePath } from '@naniwa/contract'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Sheet } from './Sheet.tsx'
import { Canvas, type StageProps } from './Stage.tsx'
import { useCurrentInSight } from './Strip.tsx'
import { useZoom } from './use-zoom.ts'
import { ZoomArea } from './ZoomArea.tsx'
import { ZoomBar } from './ZoomBar.tsx'

/** A document page by page, as the server draws it. */
export function PagesStage(props: StageProps) {
  const { file } = props
  const { files: text } = useText()
  const format = useFormat()
  const zoom = useZoom()
  const [page, setPage] = useState(1)
  const [fitted, setFitted] = useState(1)
  const { count, ...size } = documentOf(file)
  const last = Math.min(count, PAGE_LIMIT)

  function go(to: number): void {
    setPage(Math.min(last, Math.max(1, to)))
    zoom.fit()
  }

  function onKey(key: string): boolean {
    const steps: Record<string, number> = {
      ArrowDown: page + 1,
      PageDown: page + 1,
      ArrowUp: page - 1,
      PageUp: page - 1,
    }
    const to = { ...steps, Home: 1, End: last }[key]
    if (to === undefined) return zoom.onKey(key)
    go(to)
    return true
  }

  const small = { size: 'sm', side: 'top' } as const
  const pager = last > 1 && (
    <>
      <IconButton
        {...small}
        icon={ChevronUp}
        label={text.previousPage}
        disabled={page === 1}
        onClick={() => go(page - 1)}
      />
      <span className="num" role="status">
        {text.pageOf(format.number(page), format.number(count))}
      </span>
      <IconButton
        {...small}
        icon={ChevronDown}
        label={text.nextPage}
        disabled={page === last}
        onClick={() => go(page + 1)}
      />
    </>
  )
  return (
    <>
      <Canvas {...props}>
        <ZoomArea zoom={zoom} label={text.page(format.number(page))} className="paper" onKey={onKey}>
          <Sheet
            src={pagePath(file, page, 1_920)}
            small={pagePath(file, page, 320)}
            {...size}
            alt={text.page(format.number(page))}
            style={zoom.style}
            onFitted={setFitted}
          />
        </ZoomArea>
        <ZoomBar zoom={zoom} fitted={fitted} before={pager} canRotate="fixed" />
      </Canvas>
      <PageStrip file={file} page={page} last={last} count={count} onPage={go} />
    </>
  )
}

function documentOf({ preview }: File): { width: number; height: number; count: number } {
  const { width = 1, height = 1, count = 1 } = preview.state === 'ready' ? preview.preview : {}
  return { width: Math.max(1, width), height: Math.max(1, height), count }
}

interface PageStripProps {
  file: File
  page: number
  last: number
  count: number
  onPage: (page: number) => void
}

function PageStrip({ file, page, last, count, onPage }: PageStripProps) {
  const { files: text } = useText()
  const format = useFormat()
  const strip = useCurrentInSight(page)
  if (last < 2) return <div className="strip pages" />
  return (
    <fieldset className="strip pages scroll" aria-label={text.pageStrip} ref={strip}>
      {Array.from({ length: last }, (_, at) => at + 1).map((number) => (
        <button
          key={number}
          type="button"
          aria-label={text.page(format.number(number))}
          aria-current={number === page || undefined}
          onClick={() => onPage(number)}
        >
          <img src={pagePath(file, number, 320)} alt="" loading="lazy" decoding="async" />
          <span className="pg">{format.number(number)}</span>
        </button>
      ))}
      {count > last && <p className="m">{text.morePages(format.number(last))}</p>}
    </fieldset>
  )
}
