import type { File } from '@naniwa/contract'
import { can } from '@naniwa/contract'
import { Download, Ellipsis, Eye, MessageCircle, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { navigate } from '../../app/router.ts'
import { paths } from '../../frame/paths.ts'
import { useMe, usePerson, useRoom } from '../../live/client.ts'
import { roomName } from '../../rooms/names.ts'
import { RoomFace } from '../../rooms/RoomFace.tsx'
import { imageUrl } from '../../sync/upload.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { useFileVerbs } from '../file-verbs.ts'
import { FileThumb } from '../Thumb.tsx'
import { useViewing } from '../viewing.ts'

export interface FileTableProps {
  files: readonly File[]
  onDelete: (file: File) => void
}

export function FileTable({ files, onDelete }: FileTableProps) {
  const { files: text } = useText()
  const { open } = useViewing()
  return (
    <table className="table filetable">
      <thead>
        <tr>
          <th>{text.name}</th>
          <th className="extra">{text.room}</th>
          <th className="extra">{text.sender}</th>
          <th className="r extra">{text.size}</th>
          <th className="r extra">{text.sentAt}</th>
          <th>
            <span className="sr">{text.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <FileRow key={`${file.roomId}-${file.id}`} file={file} onOpen={() => open(file, files)} onDelete={onDelete} />
        ))}
      </tbody>
    </table>
  )
}

interface FileRowProps {
  file: File
  onOpen: () => void
  onDelete: (file: File) => void
}

const FileRow = memo(function FileRow({ file, onOpen, onDelete }: FileRowProps) {
  const text = useText()
  const format = useFormat()
  const me = useMe()
  const room = useRoom(file.roomId)
  const sender = usePerson(file.accountId, file.roomId)
  const name = sender?.name ?? text.messages.someone
  const size = format.bytes(file.size)
  return (
    <tr>
      <td className="who">
        <button type="button" className="fname" onClick={onOpen} title={file.name}>
          <FileThumb file={file} />
          <span className="grow">
            <b className="clip exact">{file.name}</b>
            <span className="m clip only-phone">
              {text.files.byWithSize(name, format.dateTime(file.createdAt), size)}
            </span>
          </span>
        </button>
      </td>
      <td className="extra">
        {room && (
          <a className="where" href={paths.room(room.id, file.messageId)}>
            <RoomFace room={room} size={18} mark="none" />
            <span className="clip">{roomName(room, me?.accountId ?? 0, text)}</span>
          </a>
        )}
      </td>
      <td className="extra">
        <span className="row">
          <Avatar id={file.accountId} name={name} image={sender?.avatar && imageUrl(sender.avatar)} size={22} />
          <span className="clip">{name}</span>
        </span>
      </td>
      <td className="r extra">{size}</td>
      <td className="r extra">{format.dateTime(file.createdAt)}</td>
      <td className="acts">
        <FileMenu file={file} onOpen={onOpen} onDelete={onDelete} />
      </td>
    </tr>
  )
})

function FileMenu({ file, onOpen, onDelete }: FileRowProps) {
  const { files: text } = useText()
  const { download } = useFileVerbs()
  const me = useMe()
  const room = useRoom(file.roomId)
  const mayDelete = room !== null && me !== null && can.deleteFile(room, file, me.accountId)
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} size="sm" label={text.actionsOf(file.name)} />}>
      <MenuItem icon={Eye} onSelect={onOpen}>
        {text.view}
      </MenuItem>
      <MenuItem icon={Download} onSelect={() => download(file)}>
        {text.download}
      </MenuItem>
      <MenuItem icon={MessageCircle} onSelect={() => navigate(paths.room(file.roomId, file.messageId))}>
        {text.toMessage}
      </MenuItem>
      {mayDelete && (
        <>
          <MenuLine />
          <MenuItem icon={Trash2} tone="danger" onSelect={() => onDelete(file)}>
            {text.delete}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
