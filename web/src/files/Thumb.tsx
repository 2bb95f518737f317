import { type File, previewPath } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { useClient } from '../live/client.ts'
import type { Upload } from '../sync/upload-rows.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { extensionOf, iconOf, kindOfName, toneOf } from './kinds.ts'

export interface ThumbProps {
  name: string
  /** Address of a picture of it. */
  image?: string | null
}

/** A small tile: the picture itself, the ending of the name in the colour of its kind, or an icon. */
export function Thumb({ name, image }: ThumbProps) {
  const [failed, setFailed] = useState<string | null>(null)
  if (image && failed !== image) {
    return (
      <span className="thumb" aria-hidden="true">
        <img className="pic" src={image} alt="" loading="lazy" decoding="async" onError={() => setFailed(image)} />
      </span>
    )
  }
  const extension = extensionOf(name)
  const isWritten = extension !== '' && !['audio', 'video', 'picture'].includes(kindOfName(name))
  return (
    <span className={classes('thumb', toneOf(extension))} aria-hidden="true">
      {isWritten ? extension : <Icon of={iconOf(name)} size="sm" />}
    </span>
  )
}

/** Of pictures the picture, of everything else what it is. */
export function FileThumb({ file }: { file: File }) {
  const { preview } = file
  const isPicture = preview.state === 'ready' && preview.preview.kind === 'image'
  return <Thumb name={file.name} image={isPicture ? previewPath(file, 320) : null} />
}

/** Browsers show these without anybody's help. */
const SHOWN = /^image\/(png|jpeg|gif|webp|avif)$/
/** Larger pictures cost more to decode than a tile is worth. */
const MOST = 24_000_000

/** A file that has not arrived yet, from the device itself. */
export function UploadThumb({ upload: { id, name, type, size } }: { upload: Upload }) {
  const client = useClient()
  const [image, setImage] = useState<string | null>(null)
  useEffect(() => {
    if (!SHOWN.test(type) || size > MOST) return
    let url: string | null = null
    let isOver = false
    void client.uploads.bytes(id).then((bytes) => {
      if (!bytes || isOver) return
      url = URL.createObjectURL(bytes)
      setImage(url)
    })
    return () => {
      isOver = true
      if (url) URL.revokeObjectURL(url)
      setImage(null)
    }
  }, [client, id, type, size])
  return <Thumb name={name} image={image} />
}
