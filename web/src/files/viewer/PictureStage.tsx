import { type File, previewPath } from '@naniwa/contract'
import { useState } from 'react'
import { Sheet } from './Sheet.tsx'
import { Canvas, type StageProps } from './Stage.tsx'
import { FileStrip } from './Strip.tsx'
import { useZoom } from './use-zoom.ts'
import { ZoomArea } from './ZoomArea.tsx'
import { ZoomBar } from './ZoomBar.tsx'

export function PictureStage(props: StageProps) {
  const { file } = props
  const zoom = useZoom()
  const [fitted, setFitted] = useState(1)
  const size = sizeOf(file)
  return (
    <>
      <Canvas {...props}>
        <ZoomArea zoom={zoom} label={file.name} onKey={zoom.onKey}>
          <Sheet
            src={previewPath(file, 1_920)}
            small={previewPath(file, 320)}
            {...size}
            alt={file.name}
            style={zoom.style}
            onFitted={setFitted}
          />
        </ZoomArea>
        <ZoomBar zoom={zoom} fitted={fitted} canRotate="rotate" />
      </Canvas>
      <FileStrip {...props} />
    </>
  )
}

function sizeOf({ preview }: File): { width: number; height: number } {
  const { width = 1, height = 1 } = preview.state === 'ready' ? preview.preview : {}
  return { width: Math.max(1, width), height: Math.max(1, height) }
}
