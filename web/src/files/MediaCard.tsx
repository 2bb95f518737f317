import { Play } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { CardBar } from './CardBar.tsx'
import type { CardProps } from './FileCard.tsx'
import { useFileVerbs } from './file-verbs.ts'
import { Player } from './Player.tsx'

/** Sound or film. Nothing is asked for before somebody wants to hear or see it; then it is read as it plays. */
export function MediaCard({ kind, ...props }: CardProps & { kind: 'audio' | 'video' }) {
  const { place, name } = props
  const { files: text } = useText()
  const { inlineUrl } = useFileVerbs()
  const [url, setUrl] = useState<string | null>(null)
  const ask = async () => setUrl(await inlineUrl(place))
  return (
    <div className={`card doc ${kind}`}>
      <div className="view">
        {url ? (
          <Player kind={kind} url={url} name={name} onStale={ask} />
        ) : (
          <button type="button" className="playbutton" aria-label={text.play(name)} onClick={ask}>
            <Icon of={Play} />
          </button>
        )}
      </div>
      <CardBar {...props} />
    </div>
  )
}
