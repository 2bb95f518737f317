import type { Scope, Token } from '@naniwa/contract'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Tag } from '../ui/Label.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { abilitiesFrom } from './abilities.ts'

const day = 86_400_000
/** From here on the end of a token is near. */
const nearDays = 14

export interface TokenTableProps {
  tokens: readonly Token[]
  onRevoke: (token: Token) => void
}

export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const { tokens: text } = useText()
  const format = useFormat()
  const columns: Column<Token>[] = [
    { head: text.name, kind: 'who', cell: (token) => <Named token={token} /> },
    { head: text.abilities, kind: 'extra', cell: ({ scopes }) => <AbilityTags scopes={scopes} /> },
    {
      head: text.lastUsed,
      kind: 'figures',
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? text.never : format.since(lastUsedAt)),
    },
    { head: text.expiry, kind: 'figures', cell: ({ expiresAt }) => <Expiry expiresAt={expiresAt} /> },
    {
      head: text.revoke,
      kind: 'acts',
      cell: (token) => (
        <Button size="sm" variant="danger-ghost" aria-label={text.revokeOf(token.name)} onClick={() => onRevoke(token)}>
          {text.revoke}
        </Button>
      ),
    },
  ]
  return <Table columns={columns} rows={tokens} keyOf={({ id }) => id} place="boxed" />
}

function Named({ token }: { token: Token }) {
  const { tokens: text } = useText()
  const format = useFormat()
  const used = token.lastUsedAt === null ? text.unused : text.lastUsedOn(format.since(token.lastUsedAt))
  return (
    <>
      <TokenName token={token} />
      <span className="quiet only-phone">{used}</span>
    </>
  )
}

/** Its name, how it begins, and what keeps it from working. */
export function TokenName({ token }: { token: Token }) {
  const { tokens: text } = useText()
  return (
    <span className="tokenname">
      <span className="row">
        <b className="clip">{token.name}</b>
        {token.status === 'waiting' && <Tag tone="warn">{text.waiting}</Tag>}
        {token.status === 'rejected' && <Tag tone="bad">{text.rejected}</Tag>}
      </span>
      <span className="mono quiet exact">{token.hint}…</span>
    </span>
  )
}

export function AbilityTags({ scopes }: { scopes: readonly Scope[] | null }) {
  const { tokens: text } = useText()
  const can = scopes && abilitiesFrom(scopes)
  const words =
    can === null ? [text.everything] : can.length === 0 ? [text.little] : can.map((one) => text.shortAbility[one])
  return (
    <span className="tags">
      {words.map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </span>
  )
}

function Expiry({ expiresAt }: { expiresAt: number | null }) {
  const { tokens: text } = useText()
  const format = useFormat()
  if (expiresAt === null) return text.noEnd
  const days = Math.ceil((expiresAt - Date.now()) / day)
  if (days <= 0) return <span className="overdue">{text.ended}</span>
  const date = format.date(expiresAt)
  return days <= nearDays ? <span className="near">{text.endsIn(date, days)}</span> : date
}
