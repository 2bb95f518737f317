import { type ReactNode, useRef } from 'react'

/** Asks the device for one picture: an input to be put somewhere, unseen, and what opens it. */
export function usePictureInput(label: string, onPicture: (picture: File) => void): [ReactNode, () => void] {
  const input = useRef<HTMLInputElement>(null)
  const hidden = (
    <input
      ref={input}
      type="file"
      hidden
      accept="image/jpeg,image/png,image/gif,image/webp"
      aria-label={label}
      onChange={(event) => {
        const [picture] = event.target.files ?? []
        if (picture) onPicture(picture)
        // The same file may be chosen again after a failure.
        event.target.value = ''
      }}
    />
  )
  return [hidden, () => input.current?.click()]
}
