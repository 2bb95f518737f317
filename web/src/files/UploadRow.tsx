import { type CSSProperties, memo } from 'react'
import { useClient } from '../live/client.ts'
import type { Upload } from '../sync/upload-rows.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { UploadThumb } from './Thumb.tsx'
import { UploadActs } from './UploadActs.tsx'
import { useUploadWords } from './upload-words.ts'

/** A file on its way, as a small card: beside the box, or where its message will be. */
export const UploadRow = memo(function UploadRow({ upload }: { upload: Upload }) {
  const client = useClient()
  const words = useUploadWords(upload)
  return (
    <div className="att" data-upload={upload.state}>
      <UploadThumb upload={upload} />
      <div className="grow">
        <div className="n clip exact" title={upload.name}>
          {upload.name}
        </div>
        <div className={classes('m', words.tone !== 'plain' && words.tone)}>{words.short}</div>
      </div>
      <UploadActs upload={upload} onDiscard={() => client.uploads.discard(upload.id)} />
      {words.part !== null && upload.state !== 'ready' && <Progress name={upload.name} part={words.part} />}
    </div>
  )
})

export function Progress({ name, part }: { name: string; part: number }) {
  const { files: text } = useText()
  const percent = Math.floor(part * 100)
  return (
    <span
      className="prog"
      role="progressbar"
      aria-label={text.progress(name)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i style={{ '--part': `${percent}%` } as CSSProperties} />
    </span>
  )
}
