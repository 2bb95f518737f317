import { useRef } from 'react'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'

export interface PictureRowProps {
  id: number
  name: string
  image: string | null
  state: 'idle' | 'busy'
  onPicture: (picture: File | null) => void
}

/** One's picture, and how to change it. */
export function PictureRow({ id, name, image, state, onPicture }: PictureRowProps) {
  const { settings: text } = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div>
      <Avatar id={id} name={name} image={image} size={64} />
      <div className="tx">
        <b className="clip">{name}</b>
        <span>{text.pictureHint}</span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/gif,image/webp"
        aria-label={text.choosePicture}
        onChange={(event) => {
          const [picture] = event.target.files ?? []
          if (picture) onPicture(picture)
          // The same file may be chosen again after a failure.
          event.target.value = ''
        }}
      />
      <div className="row wrap">
        {image && (
          <Button variant="ghost" onClick={() => onPicture(null)}>
            {text.removePicture}
          </Button>
        )}
        <Button busy={state === 'busy'} onClick={() => input.current?.click()}>
          {text.choosePicture}
        </Button>
      </div>
    </div>
  )
}
