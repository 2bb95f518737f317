import { Copy, RotateCw } from 'lucide-react'
import { useClient } from '../live/client.ts'
import type { Upload } from '../sync/upload-rows.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy.ts'
import { canRetry } from './UploadActs.tsx'
import { UploadRow } from './UploadRow.tsx'

/** A file that was sent and has not arrived, in the log. What was written stays until it is taken back. */
export function Sending({ upload }: { upload: Upload }) {
  if (upload.state !== 'failed') return <UploadRow upload={upload} />
  return (
    <div role="alert">
      <UploadRow upload={upload} />
      <NextStep upload={upload} />
    </div>
  )
}

function NextStep({ upload }: { upload: Upload }) {
  const { messages: text } = useText()
  const client = useClient()
  return (
    <p className="row wrap">
      {upload.body !== '' && (
        <Button size="sm" icon={Copy} onClick={() => void copyText(upload.body)}>
          {text.copyText}
        </Button>
      )}
      {canRetry(upload) && (
        <Button size="sm" icon={RotateCw} onClick={() => client.uploads.resume(upload.id)}>
          {text.retry}
        </Button>
      )}
      <Button size="sm" variant="danger-ghost" onClick={() => client.uploads.discard(upload.id)}>
        {text.discard}
      </Button>
    </p>
  )
}
