import type { ReactNode } from 'react'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { usePictureInput } from '../ui/picture-input.tsx'

export interface PictureRowProps {
  /** The picture as it is: an Avatar, a Tile. */
  face: ReactNode
  name: string
  /** `none`: there is nothing to take away. */
  state: 'none' | 'there' | 'busy'
  /** Null takes it away. */
  onPicture: (picture: File | null) => void
}

/** Somebody's or something's picture, and how to change it. */
export function PictureRow({ face, name, state, onPicture }: PictureRowProps) {
  const { settings: text } = useText()
  const [input, choose] = usePictureInput(text.choosePicture, onPicture)
  return (
    <div>
      {face}
      <div className="tx">
        <b className="clip">{name}</b>
        <span>{text.pictureHint}</span>
      </div>
      {input}
      <div className="row wrap">
        {state === 'there' && (
          <Button variant="ghost" onClick={() => onPicture(null)}>
            {text.removePicture}
          </Button>
        )}
        <Button busy={state === 'busy'} onClick={choose}>
          {text.choosePicture}
        </Button>
      </div>
    </div>
  )
}
