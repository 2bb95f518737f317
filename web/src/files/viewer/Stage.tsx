import type { File } from '@naniwa/contract'
import { ChevronLeft, ChevronRight, Download, FileQuestionMark } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type FilePlace, useFileVerbs } from '../file-verbs.ts'
import { lookOf } from '../kinds.ts'
import { MediaStage } from './MediaStage.tsx'
import type { Neighbours } from './neighbours.ts'
import { PagesStage } from './PagesStage.tsx'
import { PictureStage } from './PictureStage.tsx'
import { TextStage } from './TextStage.tsx'

export interface StageProps {
  file: File
  neighbours: Neighbours
  onGo: (place: FilePlace) => void
}

/** The file itself, as large as there is room. */
export function Stage(props: StageProps) {
  const { file } = props
  switch (lookOf(file)) {
    case 'picture':
      return file.preview.state === 'ready' ? <PictureStage {...props} /> : <Nothing {...props} />
    case 'document':
      return file.preview.state === 'ready' ? <PagesStage {...props} /> : <Nothing {...props} />
    case 'text':
      return <TextStage {...props} />
    case 'audio':
      return <MediaStage {...props} kind="audio" />
    case 'video':
      return <MediaStage {...props} kind="video" />
    default:
      return <Nothing {...props} />
  }
}

function Nothing(props: StageProps) {
  const { files: text } = useText()
  const { download } = useFileVerbs()
  const { file } = props
  const isWaiting = file.preview.state === 'waiting'
  return (
    <Canvas {...props}>
      <EmptyState
        icon={FileQuestionMark}
        title={isWaiting ? text.preparing : text.noView}
        action={
          <Button icon={Download} onClick={() => download(file)}>
            {text.download}
          </Button>
        }
      >
        {text.noViewText}
      </EmptyState>
    </Canvas>
  )
}

export interface CanvasProps extends StageProps {
  className?: string
  children: ReactNode
}

/** What is shown, between the ways to the file before and after. */
export function Canvas({ neighbours: { previous, next }, onGo, className, children }: CanvasProps) {
  const { files: text } = useText()
  return (
    <div className={className ? `vcanvas ${className}` : 'vcanvas'}>
      {children}
      {previous && (
        <button type="button" className="goto previous" aria-label={text.previous} onClick={() => onGo(previous)}>
          <Icon of={ChevronLeft} />
        </button>
      )}
      {next && (
        <button type="button" className="goto next" aria-label={text.next} onClick={() => onGo(next)}>
          <Icon of={ChevronRight} />
        </button>
      )}
    </div>
  )
}
