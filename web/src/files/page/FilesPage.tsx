import type { File, Me } from '@naniwa/contract'
import { FileSearch, Files as FilesIcon, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Sheet } from '../../frame/AppFrame.tsx'
import { ConnectionBanner } from '../../rooms/ConnectionBanner.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Delayed, EmptyState, Skeleton } from '../../ui/Feedback.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { DeleteFileDialog } from '../DeleteFileDialog.tsx'
import { type FileList, useFileList } from '../use-list.ts'
import { FileGrid, Recent } from './FileGrid.tsx'
import { FileTable } from './FileTable.tsx'
import { FilterBar } from './FilterBar.tsx'
import { type FileFilter, isFiltered, noFilter, queryOf } from './filter.ts'
import { keepLook, keptLook, type Look } from './look.ts'
import { NearlyFull, PageHead } from './PageHead.tsx'

export interface FilesPageProps {
  me: Me
  /** Only of this room, to begin with. */
  roomId: number | null
}

/** Files of all one's rooms. */
export function FilesPage({ me, roomId }: FilesPageProps) {
  const { files: text } = useText()
  const [filter, setFilter] = useState<FileFilter>({ ...noFilter, roomId })
  const [look, setLook] = useState<Look>(keptLook)
  const [deleting, setDeleting] = useState<File | null>(null)
  const list = useFileList(queryOf(filter, me.accountId))

  function changeLook(next: Look): void {
    setLook(next)
    keepLook(next)
  }

  return (
    <Sheet>
      <PageTitle>{text.title}</PageTitle>
      <section className="page filespage" aria-label={text.title}>
        <PageHead me={me} count={list.files?.length ?? 0} />
        <FilterBar filter={filter} onFilter={setFilter} files={list.files ?? []} look={look} onLook={changeLook} />
        <ConnectionBanner />
        <div className="scroll">
          <NearlyFull count={list.files?.length ?? 0} />
          <Shown list={list} filter={filter} look={look} onClear={() => setFilter(noFilter)} onDelete={setDeleting} />
        </div>
      </section>
      <DeleteFileDialog file={deleting} onClose={() => setDeleting(null)} />
    </Sheet>
  )
}

interface ShownProps {
  list: FileList
  filter: FileFilter
  look: Look
  onClear: () => void
  onDelete: (file: File) => void
}

function Shown({ list, filter, look, onClear, onDelete }: ShownProps) {
  const { files: text } = useText()
  const { files } = list
  if (files === null) return list.failed ? <Unread onAgain={list.again} /> : <Bones />
  if (files.length === 0) return isFiltered(filter) ? <NoneFound onClear={onClear} /> : <None />
  const hasRecent = look === 'list' && !isFiltered(filter) && files.length > 4
  return (
    <>
      {hasRecent && <Recent files={files} />}
      {look === 'list' ? <FileTable files={files} onDelete={onDelete} /> : <FileGrid files={files} />}
      {list.hasMore && (
        <p className="morefiles">
          <Button busy={list.isReading} onClick={list.more}>
            {text.more}
          </Button>
        </p>
      )}
    </>
  )
}

function None() {
  const { files: text } = useText()
  return (
    <EmptyState icon={FilesIcon} title={text.none}>
      {text.noneText}
    </EmptyState>
  )
}

function NoneFound({ onClear }: { onClear: () => void }) {
  const { files: text } = useText()
  return (
    <EmptyState icon={FileSearch} title={text.noneFound} action={<Button onClick={onClear}>{text.clear}</Button>}>
      {text.noneFoundText}
    </EmptyState>
  )
}

function Unread({ onAgain }: { onAgain: () => void }) {
  const { files: text } = useText()
  return (
    <EmptyState
      icon={RotateCw}
      title={text.unread}
      action={
        <Button icon={RotateCw} onClick={onAgain}>
          {text.tryAgain}
        </Button>
      }
    >
      {text.unreadText}
    </EmptyState>
  )
}

const bones = ['46%', '38%', '52%', '30%', '44%']

function Bones() {
  return (
    <div className="filebones">
      <Delayed>
        {bones.map((width) => (
          <p key={width} className="row g3">
            <Skeleton width="32px" height="32px" />
            <Skeleton width={width} />
          </p>
        ))}
      </Delayed>
    </div>
  )
}
