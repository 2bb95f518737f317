import type { Message, Preview } from '@naniwa/contract'
import { useMe } from '../live/client.ts'
import { imageUrl } from '../sync/upload.ts'

/** What the pages that are linked to say about themselves. Heights are known before the pictures come. */
export function PreviewCards({ message }: { message: Message }) {
  const isWanted = useMe()?.settings.linkPreviews ?? true
  if (!isWanted || message.previews.length === 0) return null
  return message.previews.map((preview) => <PreviewCard key={preview.url} preview={preview} />)
}

function PreviewCard({ preview }: { preview: Preview }) {
  const { url, siteName, title, description, image } = preview
  const site = siteName || (URL.canParse(url) ? new URL(url).host : '')
  return (
    <a className="card web" href={url} target="_blank" rel="noopener noreferrer">
      <div className="in">
        <div className="site clip">{site}</div>
        <div className="t clip">{title || url}</div>
        {description && <div className="d">{description}</div>}
      </div>
      {image && (
        <div className="view">
          <img
            src={imageUrl(image.hash)}
            width={image.width}
            height={image.height}
            alt=""
            loading="lazy"
            decoding="async"
          />
        </div>
      )}
    </a>
  )
}
