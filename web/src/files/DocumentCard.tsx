import { previewPath } from '@naniwa/contract'
import { FileText } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { CardBar } from './CardBar.tsx'
import type { CardProps } from './FileCard.tsx'
import { useViewing } from './viewing.ts'

/** A document by the top of its first page. */
export function DocumentCard(props: CardProps) {
  const { place, name, file } = props
  const { files: text } = useText()
  const { open } = useViewing()
  const [isMissing, setMissing] = useState(false)
  const isDrawn = file?.preview.state === 'ready' && !isMissing
  return (
    <div className="card doc">
      <button type="button" className="view" aria-label={text.open(name)} onClick={() => open(place)}>
        {isDrawn ? (
          <img src={previewPath(place, 960)} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />
        ) : (
          <Icon of={FileText} size="lg" label={file?.preview.state === 'waiting' ? text.preparing : undefined} />
        )}
      </button>
      <CardBar {...props} />
    </div>
  )
}
