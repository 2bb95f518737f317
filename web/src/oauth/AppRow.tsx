import type { OauthApp } from '@naniwa/contract'
import { Ellipsis, KeyRound, Pencil, Trash2 } from 'lucide-react'
import { useText } from '../text/text.ts'
import { CopyField } from '../ui/CopyField.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tag } from '../ui/Label.tsx'
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { AppFace } from './AppFace.tsx'

export interface AppRowProps {
  app: OauthApp
  onAsk: (what: 'edit' | 'renew' | 'remove') => void
}

/** An application of one's own, with what its code needs of it. */
export function AppRow({ app, onAsk }: AppRowProps) {
  const { oauth: text } = useText()
  const { name, kind, clientId, redirectUris } = app
  return (
    <li className="ownapp">
      <AppFace app={app} size={40} />
      <div className="tx">
        <b className="row">
          <span className="clip">{name}</span>
          <Tag>{text.kinds[kind]}</Tag>
        </b>
        <span className="exact clip">{redirectUris.join(' · ')}</span>
      </div>
      <div className="clientid">
        <CopyField label={`${text.clientId} ${name}`} value={clientId} />
      </div>
      <Menu align="end" trigger={<IconButton icon={Ellipsis} size="sm" label={text.actionsOf(name)} />}>
        <MenuItem icon={Pencil} onSelect={() => onAsk('edit')}>
          {text.edit}
        </MenuItem>
        {kind === 'confidential' && (
          <MenuItem icon={KeyRound} onSelect={() => onAsk('renew')}>
            {text.renew}
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => onAsk('remove')}>
          {text.remove}
        </MenuItem>
      </Menu>
    </li>
  )
}
