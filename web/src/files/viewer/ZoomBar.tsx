import { Maximize, RotateCw, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Zoom } from './use-zoom.ts'

export interface ZoomBarProps {
  zoom: Zoom
  /** What one to one of the canvas is of the real size. */
  fitted: number
  before?: ReactNode
  canRotate: 'rotate' | 'fixed'
}

export function ZoomBar({ zoom, fitted, before, canRotate }: ZoomBarProps) {
  const { files: text } = useText()
  const format = useFormat()
  const small = { size: 'sm', side: 'top' } as const
  return (
    <div className="zoombar" role="toolbar" aria-label={text.view}>
      {before}
      {canRotate === 'rotate' && (
        <IconButton {...small} icon={RotateCw} label={text.rotate} keys="R" onClick={zoom.rotate} />
      )}
      <IconButton {...small} icon={ZoomOut} label={text.zoomOut} keys="-" onClick={zoom.zoomOut} />
      <span className="num">{text.part(format.number(Math.round(zoom.look.scale * fitted * 100)))}</span>
      <IconButton {...small} icon={ZoomIn} label={text.zoomIn} keys="+" onClick={zoom.zoomIn} />
      <IconButton {...small} icon={Maximize} label={text.fit} keys="0" onClick={zoom.fit} />
    </div>
  )
}
