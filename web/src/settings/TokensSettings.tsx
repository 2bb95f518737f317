import type { Scope, Token, TokenPolicy } from '@naniwa/contract'
import { ExternalLink, KeyRound, X } from 'lucide-react'
import { useState } from 'react'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { ButtonLink } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useLast } from '../ui/last.ts'
import { PrefGroup, Prefs } from './Prefs.tsx'
import { TokenForm } from './TokenForm.tsx'
import { TokenTable } from './TokenTable.tsx'

export interface MadeToken {
  token: Token
  /** The token itself. */
  secret: string
}

export interface NewToken {
  name: string
  scopes: Scope[] | null
  expiresInDays: number | null
}

export interface TokensSettingsProps {
  /** Newest first; null until they are read. */
  tokens: readonly Token[] | null
  policy: TokenPolicy
  /** The one just made, shown this once. */
  made: MadeToken | null
  creating: boolean
  failure: Failure | null
  onCreate: (token: NewToken) => Promise<boolean>
  onDismiss: () => void
  onRevoke: (tokenId: number) => void
}

export function TokensSettings(props: TokensSettingsProps) {
  const { tokens, policy, made, creating, failure, onCreate, onDismiss, onRevoke } = props
  const { tokens: text } = useText()
  const [asked, setAsked] = useState<Token | null>(null)
  const drawn = useLast(asked)
  return (
    <Prefs title={text.title} lead={text.lead} width="wide" action={<Reference />}>
      <PrefGroup title={text.newToken} body="free">
        <TokenForm policy={policy} busy={creating} failure={failure} onCreate={onCreate} />
      </PrefGroup>
      <PrefGroup title={text.inUse} body="free">
        <div className="boxed">
          {made && <Made made={made} onDismiss={onDismiss} />}
          {tokens?.length === 0 && (
            <EmptyState icon={KeyRound} title={text.none}>
              {text.noneText}
            </EmptyState>
          )}
          {tokens && tokens.length > 0 && <TokenTable tokens={tokens} onRevoke={setAsked} />}
        </div>
      </PrefGroup>
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={text.revokeTitle(drawn?.name ?? '')}
        confirm={text.revoke}
        onConfirm={() => {
          if (asked) onRevoke(asked.id)
          setAsked(null)
        }}
      >
        {text.revokeText}
      </AlertDialog>
    </Prefs>
  )
}

function Reference() {
  const { tokens: text } = useText()
  return (
    <ButtonLink href="/api/v2" target="_blank" rel="noreferrer" icon={ExternalLink}>
      {text.reference}
    </ButtonLink>
  )
}

function Made({ made: { token, secret }, onDismiss }: { made: MadeToken; onDismiss: () => void }) {
  const { tokens: text } = useText()
  return (
    <div className="banner note made" role="status">
      <div className="row">
        <Icon of={KeyRound} size="sm" />
        <span className="grow">
          {token.status === 'waiting' ? text.madeWaiting(token.name) : text.made(token.name)}
        </span>
        <IconButton icon={X} size="sm" label={text.dismiss} onClick={onDismiss} />
      </div>
      <CopyField label={text.secret} value={secret} copyLabel={text.copy} />
    </div>
  )
}
