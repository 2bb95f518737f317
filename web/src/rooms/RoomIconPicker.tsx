import type { Icon as RoomIcon } from '@naniwa/contract'
import { Image } from 'lucide-react'
import { useId } from 'react'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { imageUrl, uploadImage } from '../sync/upload.ts'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { hues } from '../ui/hue.ts'
import { Icon } from '../ui/Icon.tsx'
import { usePictureInput } from '../ui/picture-input.tsx'
import { type PresetIcon, presetIcons } from '../ui/preset-icons.ts'
import { Ring } from '../ui/Ring.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'

export interface RoomIconPickerProps {
  value: RoomIcon
  /** A picture may arrive late: only what it changes is told. */
  onChange: (change: Partial<RoomIcon>) => void
}

/** One of the presets in one of the hues, or a picture of one's own. Arrow keys go through each group. */
export function RoomIconPicker({ value, onChange }: RoomIconPickerProps) {
  const text = useText().dialogs.icon
  const name = useId()
  const presets = Object.keys(presetIcons) as PresetIcon[]
  return (
    <div className="iconpick">
      <span className="label">{text.label}</span>
      <div className={`presets id${value.hue}`}>
        <div role="radiogroup" aria-label={text.label}>
          {presets.map((preset) => (
            <Tooltip key={preset} text={text.presets[preset]}>
              <label>
                <input
                  type="radio"
                  name={`${name}-preset`}
                  aria-label={text.presets[preset]}
                  checked={value.image === null && preset === value.preset}
                  onChange={() => onChange({ preset, image: null })}
                />
                <Icon of={presetIcons[preset]} />
              </label>
            </Tooltip>
          ))}
        </div>
        <PictureButton value={value} onChange={onChange} />
      </div>
      <div className="row wrap">
        <div className="hues" role="radiogroup" aria-label={text.color}>
          {hues.map((hue) => (
            <label key={hue} className={`id${hue}`}>
              <input
                type="radio"
                name={`${name}-hue`}
                aria-label={text.colors[hue - 1]}
                checked={hue === value.hue}
                onChange={() => onChange({ hue })}
              />
            </label>
          ))}
        </div>
        {value.image && (
          <Button variant="ghost" size="sm" className="end" onClick={() => onChange({ image: null })}>
            {text.removePicture}
          </Button>
        )}
      </div>
    </div>
  )
}

function PictureButton({ value, onChange }: RoomIconPickerProps) {
  const text = useText().dialogs.icon
  const client = useClient()
  const upload = useAction(async (file: File) => {
    const { hash } = await uploadImage(client.engine.ports, file)
    onChange({ image: hash })
  })
  const [input, choose] = usePictureInput(text.choosePicture, (file) => void upload.run(file))
  return (
    <>
      {input}
      <Tooltip text={text.choosePicture}>
        <button
          type="button"
          className={classes('picture', value.image !== null && 'on')}
          aria-label={upload.busy ? text.uploading : text.choosePicture}
          aria-busy={upload.busy || undefined}
          onClick={() => !upload.busy && choose()}
        >
          <Face busy={upload.busy} image={value.image} />
        </button>
      </Tooltip>
      {upload.failure && (
        <div className="all">
          <FailureNote failure={ofPicture(upload.failure)} />
        </div>
      )}
    </>
  )
}

/** Whatever is wrong with the file, the answer says which pictures can be taken. */
function ofPicture(failure: Failure): Failure {
  return failure === 'unsupported_media' || failure === 'too_large' ? 'invalid_image' : failure
}

function Face({ busy, image }: { busy: boolean; image: string | null }) {
  if (busy) return <Ring />
  return image ? <img src={imageUrl(image)} alt="" /> : <Icon of={Image} />
}
