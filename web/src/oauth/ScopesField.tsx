import type { OauthScope } from '@naniwa/contract'
import { useText } from '../text/text.ts'
import { Checkbox } from '../ui/Choice.tsx'
import { type AppDraft, scopesFor } from './draft.ts'

export interface ScopesFieldProps {
  draft: AppDraft
  error: string | undefined
  onChange: (scopes: readonly OauthScope[]) => void
}

/** What an application may ask for, in words and in the API's spelling. */
export function ScopesField({ draft: { kind, scopes }, error, onChange }: ScopesFieldProps) {
  const { oauth: text } = useText()
  const toggle = (scope: OauthScope, on: boolean) =>
    onChange(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))
  return (
    <fieldset className="stack g2">
      <legend className="label">{text.asks}</legend>
      <p className={error ? 'hint bad' : 'hint'} role={error ? 'alert' : undefined}>
        {error ?? text.asksHint}
      </p>
      <div className="asks">
        {scopesFor(kind).map((scope) => (
          <Checkbox
            key={scope}
            checked={scopes.includes(scope)}
            onCheck={(on) => toggle(scope, on)}
            hint={<code className="mono exact">{scope}</code>}
          >
            {text.scopes[scope]}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  )
}
