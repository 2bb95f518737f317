import { findRanges, previewPath } from '@naniwa/contract'
import { Image } from 'lucide-react'
import { type CSSProperties, useContext, useState } from 'react'
import { SoughtContext } from '../messages/notation.tsx'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { CardProps } from './FileCard.tsx'
import { SoughtName } from './SoughtName.tsx'
import { useViewing } from './viewing.ts'

/** Breadth for one unit of height; what is broader or narrower is cut. */
const NARROWEST = 0.6
const BROADEST = 2
const USUAL = 1.5

/** A picture, as high as every other. */
export function PictureCard({ place, name, file }: CardProps) {
  const { files: text } = useText()
  const { open } = useViewing()
  const [isMissing, setMissing] = useState(false)
  const sought = useContext(SoughtContext)
  const isNamed = sought.length > 0 && findRanges(name, sought).length > 0
  const drawn = file?.preview.state === 'ready' ? file.preview.preview : null
  const shape = drawn && drawn.height > 0 ? drawn.width / drawn.height : USUAL
  const style = { '--shape': Math.min(BROADEST, Math.max(NARROWEST, shape)) } as CSSProperties
  return (
    <button type="button" className="shot" style={style} aria-label={text.open(name)} onClick={() => open(place)}>
      {drawn && !isMissing ? (
        <img src={previewPath(place, 960)} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />
      ) : (
        <Icon of={Image} size="lg" label={file?.preview.state === 'waiting' ? text.preparing : undefined} />
      )}
      {isNamed && (
        <span className="caption clip exact">
          <SoughtName name={name} />
        </span>
      )}
    </button>
  )
}
