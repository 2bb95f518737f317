import type { OrganizationToken, SelfRegisteredPolicy, TokenPolicy } from '@naniwa/contract'
import { ChevronLeft, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { paths } from '../frame/paths.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { AbilityTags, TokenName } from '../settings/TokenTable.tsx'
import type { Failure } from '../text/failure.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Switch } from '../ui/Choice.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useLast } from '../ui/last.ts'
import { PageTitle } from '../ui/PageTitle.tsx'
import { type Column, Table } from '../ui/Table.tsx'

export type Decision = 'approve' | 'reject'

export interface AdminTokensPageProps {
  /** Those that wait first; null until they are read. */
  tokens: readonly OrganizationToken[] | null
  /** Null until it is read, as is the next. */
  policy: TokenPolicy | null
  selfRegistered: SelfRegisteredPolicy | null
  failure: Failure | null
  onPolicy: (policy: TokenPolicy) => void
  onSelfRegistered: (policy: SelfRegisteredPolicy) => void
  onDecide: (token: OrganizationToken, decision: Decision) => void
}

/** The tokens of everybody in the organization, whether new ones wait for a yes, and which apps its people may use. */
export function AdminTokensPage(props: AdminTokensPageProps) {
  const { tokens, policy, selfRegistered, failure, onPolicy, onSelfRegistered, onDecide } = props
  const text = useText()
  const [asked, setAsked] = useState<OrganizationToken | null>(null)
  const drawn = useLast(asked)
  return (
    <section className="page tokenpage" aria-label={text.tokens.title}>
      <header className="ptop">
        <PageTitle>{text.tokens.title}</PageTitle>
        <a className="ib back" href={paths.admin()} aria-label={text.ui.back}>
          <Icon of={ChevronLeft} />
        </a>
        <h1>{text.tokens.title}</h1>
      </header>
      <Policy
        title={text.tokens.policy}
        hint={text.tokens.policyHint}
        checked={policy && policy === 'approval'}
        onCheck={(on) => onPolicy(on ? 'approval' : 'open')}
      />
      <Policy
        title={text.tokens.selfRegistered}
        hint={text.tokens.selfRegisteredHint}
        checked={selfRegistered && selfRegistered === 'allowed'}
        onCheck={(on) => onSelfRegistered(on ? 'allowed' : 'refused')}
      />
      <div className="scroll">
        <FailureNote failure={failure} />
        {tokens?.length === 0 && (
          <EmptyState icon={KeyRound} title={text.tokens.noneHere}>
            {text.tokens.noneHereText}
          </EmptyState>
        )}
        {tokens && tokens.length > 0 && <TokenList tokens={tokens} onDecide={onDecide} onWithdraw={setAsked} />}
      </div>
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={text.tokens.withdrawTitle(drawn?.token.name ?? '', drawn?.owner.name ?? '')}
        confirm={text.tokens.withdraw}
        onConfirm={() => {
          if (asked) onDecide(asked, 'reject')
          setAsked(null)
        }}
      >
        {text.tokens.withdrawText}
      </AlertDialog>
    </section>
  )
}

interface PolicyProps {
  title: string
  hint: string
  /** Null: not known yet. */
  checked: boolean | null
  onCheck: (on: boolean) => void
}

function Policy({ title, hint, checked, onCheck }: PolicyProps) {
  return (
    <div className="policy">
      <div className="tx">
        <b>{title}</b>
        <span>{hint}</span>
      </div>
      <Switch label={title} checked={checked ?? false} disabled={checked === null} onCheck={onCheck} />
    </div>
  )
}

interface TokenListProps {
  tokens: readonly OrganizationToken[]
  onDecide: AdminTokensPageProps['onDecide']
  onWithdraw: (token: OrganizationToken) => void
}

function TokenList({ tokens, onDecide, onWithdraw }: TokenListProps) {
  const { tokens: text } = useText()
  const format = useFormat()
  const columns: Column<OrganizationToken>[] = [
    { head: text.token, kind: 'who', cell: (one) => <Named one={one} /> },
    { head: text.owner, kind: 'extra', cell: ({ owner }) => owner.name },
    { head: text.abilities, kind: 'extra', cell: ({ token }) => <AbilityTags scopes={token.scopes} /> },
    {
      head: text.lastUsed,
      kind: 'figures',
      cell: ({ token }) => (token.lastUsedAt === null ? text.never : format.since(token.lastUsedAt)),
    },
    {
      head: text.status,
      kind: 'acts',
      cell: (one) => (
        <Decisions one={one} onDecide={(decision) => onDecide(one, decision)} onWithdraw={() => onWithdraw(one)} />
      ),
    },
  ]
  return <Table columns={columns} rows={tokens} keyOf={({ token }) => token.id} />
}

function Named({ one: { token, owner } }: { one: OrganizationToken }) {
  return (
    <>
      <TokenName token={token} />
      <span className="quiet only-phone">{owner.name}</span>
    </>
  )
}

interface DecisionsProps {
  one: OrganizationToken
  onDecide: (decision: Decision) => void
  onWithdraw: () => void
}

function Decisions({ one: { token, owner }, onDecide, onWithdraw }: DecisionsProps) {
  const { tokens: text } = useText()
  if (token.status === 'active') {
    return (
      <Button
        size="sm"
        variant="danger-ghost"
        aria-label={text.withdrawOf(token.name, owner.name)}
        onClick={onWithdraw}
      >
        {text.withdraw}
      </Button>
    )
  }
  if (token.status === 'rejected') {
    return (
      <Button size="sm" aria-label={text.allowOf(token.name, owner.name)} onClick={() => onDecide('approve')}>
        {text.allow}
      </Button>
    )
  }
  return (
    <span className="decide">
      <Button
        size="sm"
        variant="danger-ghost"
        aria-label={text.rejectOf(token.name, owner.name)}
        onClick={() => onDecide('reject')}
      >
        {text.reject}
      </Button>
      <Button size="sm" aria-label={text.approveOf(token.name, owner.name)} onClick={() => onDecide('approve')}>
        {text.approve}
      </Button>
    </span>
  )
}
