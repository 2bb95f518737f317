import type { TokenPolicy } from '@naniwa/contract'
import { type FormEvent, useState } from 'react'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { Input } from '../ui/Input.tsx'
import { Select } from '../ui/Select.tsx'
import { type Ability, abilities, scopesFrom } from './abilities.ts'
import type { NewToken } from './TokensSettings.tsx'

const expiries = ['30', '90', '365', 'never'] as const
type Expiry = (typeof expiries)[number]

export interface TokenFormProps {
  policy: TokenPolicy
  busy: boolean
  failure: Failure | null
  /** Resolves to whether it was made: the form is then empty again. */
  onCreate: (token: NewToken) => Promise<boolean>
}

export function TokenForm({ policy, busy, failure, onCreate }: TokenFormProps) {
  const { tokens: text } = useText()
  const [name, setName] = useState('')
  const [expiry, setExpiry] = useState<Expiry>('90')
  const [chosen, setChosen] = useState<ReadonlySet<Ability>>(new Set(abilities))
  const [tried, setTried] = useState(false)
  const isNameless = name.trim() === ''

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (isNameless) return focusFirstWrong(event.currentTarget)
    if (chosen.size === 0 || busy) return
    const expiresInDays = expiry === 'never' ? null : Number(expiry)
    if (!(await onCreate({ name, scopes: scopesFrom(chosen), expiresInDays }))) return
    setName('')
    setTried(false)
  }

  return (
    <form className="boxed tokenform" noValidate onSubmit={submit}>
      <FailureNote failure={failure} />
      <div className="named">
        <Field label={text.name} error={tried && isNameless ? text.nameMissing : undefined}>
          <Input
            value={name}
            maxLength={100}
            autoComplete="off"
            placeholder={text.namePlaceholder}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <div className="field">
          <span className="label" aria-hidden="true">
            {text.expiry}
          </span>
          <Select
            label={text.expiry}
            value={expiry}
            onValue={setExpiry}
            options={expiries.map((value) => ({ value, text: text.expiries[value] }))}
          />
        </div>
      </div>
      <Abilities
        chosen={chosen}
        onChosen={setChosen}
        error={tried && chosen.size === 0 ? text.abilityMissing : undefined}
      />
      <div className="row">
        {policy === 'approval' && <span className="hint grow">{text.approvalHint}</span>}
        <span className="end">
          <Button type="submit" variant="primary" busy={busy}>
            {text.create}
          </Button>
        </span>
      </div>
    </form>
  )
}

interface AbilitiesProps {
  chosen: ReadonlySet<Ability>
  onChosen: (chosen: ReadonlySet<Ability>) => void
  error: string | undefined
}

function Abilities({ chosen, onChosen, error }: AbilitiesProps) {
  const { tokens: text } = useText()
  return (
    <fieldset className="field">
      <legend className="label">{text.abilities}</legend>
      <div className="abilities">
        {abilities.map((ability) => (
          <Checkbox
            key={ability}
            checked={chosen.has(ability)}
            onCheck={(on) => onChosen(new Set(abilities.filter((one) => (one === ability ? on : chosen.has(one)))))}
          >
            {text.ability[ability]}
          </Checkbox>
        ))}
      </div>
      {error && (
        <p className="hint bad" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
