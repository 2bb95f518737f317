import { api, type OauthConnection } from '@naniwa/contract'
import { Blocks } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { Prefs } from '../settings/Prefs.tsx'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { useLast } from '../ui/last.ts'
import { AppFace } from './AppFace.tsx'
import { ScopeList } from './ScopeList.tsx'

/** Applications that act in one's name, and how to end that. */
export function ConnectionsSettings() {
  const text = useText()
  const client = useClient()
  const attempt = useDo()
  const [connections, setConnections] = useState<OauthConnection[] | null>(null)
  const [asked, setAsked] = useState<OauthConnection | null>(null)
  const drawn = useLast(asked)
  const read = useCallback(async () => {
    await attempt(client.call(api.oauth.connections, {}).then((answer) => setConnections(answer.connections)))
  }, [attempt, client])
  useEffect(() => void read(), [read])

  async function disconnect({ clientId }: OauthConnection) {
    setAsked(null)
    await attempt(client.call(api.oauth.disconnect, { clientId }))
    await read()
  }

  return (
    <Prefs title={text.settings.apps} lead={text.oauth.connectionsLead}>
      {connections?.length === 0 && (
        <EmptyState icon={Blocks} title={text.oauth.noConnections}>
          {text.oauth.noConnectionsText}
        </EmptyState>
      )}
      {connections && connections.length > 0 && (
        <ul className="rows" aria-label={text.settings.apps}>
          {connections.map((one) => (
            <ConnectionRow key={one.clientId} connection={one} onDisconnect={() => setAsked(one)} />
          ))}
        </ul>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={text.oauth.disconnectTitle(drawn?.name ?? '')}
        confirm={text.oauth.disconnect}
        onConfirm={() => asked && void disconnect(asked)}
      >
        {text.oauth.disconnectText}
      </AlertDialog>
    </Prefs>
  )
}

interface ConnectionRowProps {
  connection: OauthConnection
  onDisconnect: () => void
}

function ConnectionRow({ connection, onDisconnect }: ConnectionRowProps) {
  const { oauth: text } = useText()
  const format = useFormat()
  const { name, provider, scopes, connectedAt, lastUsedAt } = connection
  const used = lastUsedAt === null ? text.neverUsed : text.lastUsed(format.since(lastUsedAt))
  return (
    <li className="connection">
      <AppFace app={connection} size={40} />
      <div className="tx">
        <b className="clip">{name}</b>
        <span className="facts">
          <span>{text.provider(provider)}</span>
          <span>{used}</span>
          <span>{text.since(format.date(connectedAt))}</span>
        </span>
      </div>
      <Button size="sm" variant="danger-ghost" aria-label={text.disconnectOf(name)} onClick={onDisconnect}>
        {text.disconnect}
      </Button>
      <details>
        <summary>{text.canDo(scopes.length)}</summary>
        <ScopeList scopes={scopes} />
      </details>
    </li>
  )
}
