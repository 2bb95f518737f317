import { previewPath } from '@naniwa/contract'
import { useEffect, useRef } from 'react'
import { useText } from '../../text/text.ts'
import { FileThumb } from '../Thumb.tsx'
import type { StageProps } from './Stage.tsx'

const SHOWN = 60

/** What lies around the file that is shown. */
export function FileStrip({ file, neighbours: { all }, onGo }: StageProps) {
  const { files: text } = useText()
  const at = all.findIndex(({ id }) => id === file.id)
  const from = Math.max(0, at - SHOWN / 2)
  const strip = useCurrentInSight(file.id)
  if (all.length < 2) return <div className="strip" />
  return (
    <fieldset className="strip scroll" aria-label={text.strip} ref={strip}>
      {all.slice(from, from + SHOWN).map((other) => (
        <button
          key={other.id}
          type="button"
          aria-label={other.name}
          aria-current={other.id === file.id || undefined}
          onClick={() => onGo(other)}
        >
          {other.preview.state === 'ready' && other.preview.preview.kind === 'image' ? (
            <img src={previewPath(other, 320)} alt="" loading="lazy" decoding="async" />
          ) : (
            <FileThumb file={other} />
          )}
        </button>
      ))}
    </fieldset>
  )
}

/** Keeps the marked one in sight. */
export function useCurrentInSight(current: number) {
  const strip = useRef<HTMLFieldSetElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one is marked
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [current])
  return strip
}
