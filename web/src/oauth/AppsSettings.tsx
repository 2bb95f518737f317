import { api, OAUTH_APP_LIMIT, type OauthApp } from '@naniwa/contract'
import { Plus, SquareCode } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { Prefs } from '../settings/Prefs.tsx'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { useLast } from '../ui/last.ts'
import { AppDialog } from './AppDialog.tsx'
import { AppRow } from './AppRow.tsx'
import { type Made, SecretDialog } from './SecretDialog.tsx'

type Asked = { kind: 'edit'; app: OauthApp | null } | { kind: 'renew' | 'remove'; app: OauthApp } | null

/** Applications that one has registered. */
export function AppsSettings() {
  const text = useText()
  const { apps, read } = useApps()
  const [asked, setAsked] = useState<Asked>(null)
  const add = (
    <Button
      icon={Plus}
      variant="primary"
      disabled={!apps || apps.length >= OAUTH_APP_LIMIT}
      onClick={() => setAsked({ kind: 'edit', app: null })}
    >
      {text.oauth.add}
    </Button>
  )
  return (
    <Prefs title={text.settings.developer} lead={text.oauth.appsLead} action={apps?.length ? add : null}>
      {apps?.length === 0 && (
        <EmptyState icon={SquareCode} title={text.oauth.noApps} action={add}>
          {text.oauth.noAppsText}
        </EmptyState>
      )}
      {apps && apps.length > 0 && (
        <section className="pref" aria-label={text.settings.developer}>
          <ul className="rows">
            {apps.map((app) => (
              <AppRow key={app.clientId} app={app} onAsk={(kind) => setAsked({ kind, app })} />
            ))}
          </ul>
          {apps.length >= OAUTH_APP_LIMIT && <p className="hint limit">{text.oauth.full(OAUTH_APP_LIMIT)}</p>}
        </section>
      )}
      <Dialogs asked={asked} onClose={() => setAsked(null)} onChanged={read} />
    </Prefs>
  )
}

function useApps() {
  const client = useClient()
  const attempt = useDo()
  const [apps, setApps] = useState<OauthApp[] | null>(null)
  const read = useCallback(async () => {
    await attempt(client.call(api.oauth.apps, {}).then((answer) => setApps(answer.apps)))
  }, [attempt, client])
  useEffect(() => void read(), [read])
  return { apps, read }
}

interface DialogsProps {
  asked: Asked
  onClose: () => void
  onChanged: () => Promise<void>
}

function Dialogs({ asked, onClose, onChanged }: DialogsProps) {
  const { oauth: text } = useText()
  const client = useClient()
  const attempt = useDo()
  const [made, setMade] = useState<Made | null>(null)
  const removing = useLast(asked?.kind === 'remove' ? asked.app : null)
  async function remove({ clientId }: OauthApp) {
    onClose()
    await attempt(client.call(api.oauth.deleteApp, { clientId }))
    await onChanged()
  }
  async function renew(app: OauthApp) {
    onClose()
    const { clientId } = app
    await attempt(
      client
        .call(api.oauth.renewSecret, { clientId })
        .then(({ secret }) => setMade({ app, secret, title: text.renewed })),
    )
  }
  return (
    <>
      {asked?.kind === 'edit' && (
        <AppDialog
          app={asked.app}
          onClose={onClose}
          onSaved={onChanged}
          onMade={(app, secret) => setMade({ app, secret, title: text.made(app.name) })}
        />
      )}
      {made && <SecretDialog made={made} onClose={() => setMade(null)} />}
      <AlertDialog
        open={asked?.kind === 'renew'}
        onOpenChange={onClose}
        title={text.renewTitle}
        confirm={text.renew}
        onConfirm={() => asked?.kind === 'renew' && void renew(asked.app)}
      >
        {text.renewText}
      </AlertDialog>
      <AlertDialog
        open={asked?.kind === 'remove'}
        onOpenChange={onClose}
        title={text.removeTitle(removing?.name ?? '')}
        confirm={text.remove}
        onConfirm={() => asked?.kind === 'remove' && void remove(asked.app)}
      >
        {text.removeText}
      </AlertDialog>
    </>
  )
}
