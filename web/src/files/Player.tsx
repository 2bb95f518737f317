export interface PlayerProps {
  kind: 'audio' | 'video'
  url: string
  name: string
}

/** Begins at once: it was asked for. The browser reads by ranges and brings its own controls, for keys too. */
export function Player({ kind, url, name }: PlayerProps) {
  if (kind === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions
    return <audio src={url} controls autoPlay aria-label={name} />
  }
  // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions
  return <video src={url} controls autoPlay playsInline aria-label={name} />
}
