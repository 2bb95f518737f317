import type { Scope, Token } from '@naniwa/contract'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Tag } from '../ui/Label.tsx'
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
  return (
    <table className="table inset">
      <thead>
        <tr>
          <th scope="col">{text.name}</th>
          <th scope="col" className="extra">
            {text.abilities}
          </th>
          <th scope="col" className="extra">
            {text.lastUsed}
          </th>
          <th scope="col" className="extra">
            {text.expiry}
          </th>
          <th scope="col" className="r">
            <span className="sr">{text.revoke}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => onRevoke(token)} />
        ))}
      </tbody>
    </table>
  )
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { tokens: text } = useText()
  const format = useFormat()
  const used = token.lastUsedAt === null ? null : format.since(token.lastUsedAt)
  return (
    <tr>
      <td className="who">
        <TokenName token={token} />
        <span className="quiet only-phone">{used === null ? text.unused : text.lastUsedOn(used)}</span>
      </td>
      <td className="extra">
        <AbilityTags scopes={token.scopes} />
      </td>
      <td className="extra num">{used ?? text.never}</td>
      <td className="extra num">
        <Expiry expiresAt={token.expiresAt} />
      </td>
      <td className="r">
        <Button size="sm" variant="danger-ghost" aria-label={text.revokeOf(token.name)} onClick={onRevoke}>
          {text.revoke}
        </Button>
      </td>
    </tr>
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
