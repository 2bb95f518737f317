import { useRef } from 'react'

export interface PlayerProps {
  kind: 'audio' | 'video'
  url: string
  name: string
  /** It played and now cannot be read on: its address may be too old. */
  onStale: () => void
}

/** Begins at once: it was asked for. The browser reads by ranges and brings its own controls, for keys too. */
export function Player({ kind, url, name, onStale }: PlayerProps) {
  const goOn = useGoOn(onStale)
  if (kind === 'audio') {
    return <audio src={url} controls autoPlay aria-label={name} {...goOn} />
  }

  return <video src={url} controls autoPlay playsInline aria-label={name} {...goOn} />
}

type Media = React.SyntheticEvent<HTMLMediaElement>

/** At another address it goes on where it was. What never played is not asked for again. */
function useGoOn(onStale: () => void) {
  const at = useRef(0)
  return {
    onTimeUpdate: ({ currentTarget }: Media) => {
      at.current = currentTarget.currentTime
    },
    onLoadedMetadata: ({ currentTarget }: Media) => {
      if (at.current > 0) currentTarget.currentTime = at.current
    },
    onError: () => {
      if (at.current > 0) onStale()
    },
  }
}
