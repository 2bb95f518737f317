import { About, DownloadButton } from './CardBar.tsx'
import type { CardProps } from './FileCard.tsx'
import { SoughtName } from './SoughtName.tsx'
import { Thumb } from './Thumb.tsx'
import { useViewing } from './viewing.ts'

/** A file of which nothing can be shown. */
export function PlainCard({ place, name, file }: CardProps) {
  const { open } = useViewing()
  return (
    <div className="card file">
      <Thumb name={name} />
      <div className="grow">
        <button type="button" className="n clip exact" onClick={() => open(place)} title={name}>
          <SoughtName name={name} />
        </button>
        <div className="m clip">{file ? <About file={file} /> : '\u00a0'}</div>
      </div>
      <DownloadButton place={place} name={name} />
    </div>
  )
}
