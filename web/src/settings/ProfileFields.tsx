import type { Profile } from '@naniwa/contract'
import { useText } from '../text/text.ts'
import { Field } from '../ui/Field.tsx'
import { Input, type InputProps, TextArea } from '../ui/Input.tsx'
import { PrefGroup } from './Prefs.tsx'
import type { ProfileProblems } from './profile-check.ts'

export interface ProfileFieldsProps {
  draft: Profile
  organizationName: string
  wrong: ProfileProblems
  onChange: (change: Partial<Profile>) => void
}

export function ProfileFields({ draft, organizationName, wrong, onChange }: ProfileFieldsProps) {
  const { settings: text } = useText()
  const line = (key: keyof Profile, label: string, more: LineProps = {}) => (
    <Line
      label={label}
      value={draft[key]}
      error={wrong[key]}
      onValue={(value) => onChange({ [key]: value })}
      {...more}
    />
  )
  return (
    <>
      <PrefGroup title={text.basics} body="free">
        <div className="pair">
          {line('name', text.name, { autoComplete: 'name' })}
          {line('reading', text.reading, { hint: text.readingHint })}
          {line('chatworkId', text.chatworkId, { maxLength: 40, hint: text.chatworkIdHint, ...exact })}
          <Field label={text.organization} hint={text.organizationHint}>
            <Input value={organizationName} readOnly />
          </Field>
          {line('department', text.department)}
          {line('title', text.jobTitle, { autoComplete: 'organization-title' })}
          <Field className="all" label={text.introduction} error={wrong.introduction}>
            <TextArea
              rows={3}
              maxLength={2_000}
              value={draft.introduction}
              onChange={(event) => onChange({ introduction: event.target.value })}
            />
          </Field>
          {line('url', text.url, {
            type: 'url',
            inputMode: 'url',
            maxLength: 2_000,
            placeholder: 'https://',
            wide: 'all',
          })}
        </div>
      </PrefGroup>
      <PrefGroup title={text.contacts} body="free">
        <div className="pair">
          {line('mail', text.mail, {
            type: 'email',
            inputMode: 'email',
            maxLength: 254,
            hint: text.mailHint,
            wide: 'all',
          })}
          {line('telOrganization', text.telOrganization, { type: 'tel', maxLength: 40 })}
          {line('telExtension', text.telExtension, { type: 'tel', maxLength: 40 })}
          {line('telMobile', text.telMobile, { type: 'tel', maxLength: 40 })}
        </div>
      </PrefGroup>
      <PrefGroup title={text.services} body="free">
        <div className="pair">
          {line('skype', 'Skype', exact)}
          {line('facebook', 'Facebook', exact)}
          {line('twitter', 'Twitter', exact)}
        </div>
      </PrefGroup>
    </>
  )
}

const exact = { autoCapitalize: 'off', spellCheck: false } as const

interface LineProps
  extends Pick<
    InputProps,
    'type' | 'inputMode' | 'maxLength' | 'placeholder' | 'autoComplete' | 'autoCapitalize' | 'spellCheck'
  > {
  hint?: string
  wide?: 'all'
}

interface WholeLineProps extends LineProps {
  label: string
  value: string
  error?: string
  onValue: (value: string) => void
}

function Line({ label, value, error, hint, wide, onValue, maxLength = 100, ...input }: WholeLineProps) {
  return (
    <Field className={wide} label={label} hint={hint} error={error}>
      <Input
        autoComplete="off"
        {...input}
        maxLength={maxLength}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  )
}
