import { useCallback, useEffect, useState } from 'react'
import { useFileVerbs } from '../file-verbs.ts'
import { Player } from '../Player.tsx'
import { Canvas, type StageProps } from './Stage.tsx'
import { FileStrip } from './Strip.tsx'

export function MediaStage({ kind, ...props }: StageProps & { kind: 'audio' | 'video' }) {
  const { roomId, id, name } = props.file
  const { inlineUrl } = useFileVerbs()
  const [url, setUrl] = useState<string | null>(null)
  const ask = useCallback(() => void inlineUrl({ roomId, id }).then(setUrl), [inlineUrl, roomId, id])
  useEffect(ask, [ask])
  return (
    <>
      <Canvas {...props} className={`playing ${kind}`}>
        {url && <Player kind={kind} url={url} name={name} onStale={ask} />}
      </Canvas>
      <FileStrip {...props} />
    </>
  )
}
