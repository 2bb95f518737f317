import type { Settings } from '@naniwa/contract'
import { useId } from 'react'
import { useText } from '../text/text.ts'
import { Radio, Segmented, Switch } from '../ui/Choice.tsx'
import { Select } from '../ui/Select.tsx'
import { PrefGroup, PrefRow, Prefs } from './Prefs.tsx'

export type LookChoices = Pick<
  Settings,
  'theme' | 'density' | 'enterKey' | 'undoSeconds' | 'confirmOutside' | 'emoticons'
>

export interface LookSettingsProps {
  settings: LookChoices
  /** Each change takes effect at once. */
  onChange: (change: Partial<LookChoices>) => void
}

export function LookSettings({ settings, onChange }: LookSettingsProps) {
  const { settings: text } = useText()
  return (
    <Prefs title={text.look} lead={text.everyDevice}>
      <PrefGroup title={text.theme} body="free">
        <Themes value={settings.theme} onValue={(theme) => onChange({ theme })} />
      </PrefGroup>
      <PrefGroup title={text.display}>
        <PrefRow title={text.density} hint={text.densityHint}>
          <Segmented
            label={text.density}
            value={settings.density}
            onValue={(density) => onChange({ density })}
            options={[
              { value: 'comfortable', text: text.comfortable },
              { value: 'compact', text: text.compact },
            ]}
          />
        </PrefRow>
        <PrefRow title={text.emoticons} hint={text.emoticonsHint}>
          <Switch
            label={text.emoticons}
            checked={settings.emoticons}
            onCheck={(emoticons) => onChange({ emoticons })}
          />
        </PrefRow>
      </PrefGroup>
      <InputChoices settings={settings} onChange={onChange} />
    </Prefs>
  )
}

const undoChoices = [0, 5, 10] as const

function InputChoices({ settings, onChange }: LookSettingsProps) {
  const { settings: text } = useText()
  return (
    <PrefGroup title={text.input}>
      <PrefRow title={text.enterKey} hint={text.enterKeyHint}>
        <Segmented
          label={text.enterKey}
          value={settings.enterKey}
          onValue={(enterKey) => onChange({ enterKey })}
          options={[
            { value: 'break', text: text.enterBreaks },
            { value: 'send', text: text.enterSends },
          ]}
        />
      </PrefRow>
      <PrefRow title={text.undo} hint={text.undoHint}>
        <Select
          label={text.undo}
          value={String(settings.undoSeconds)}
          onValue={(value) => onChange({ undoSeconds: undoChoices.find((seconds) => String(seconds) === value) ?? 5 })}
          options={undoChoices.map((seconds) => ({ value: String(seconds), text: text.undoSeconds(seconds) }))}
        />
      </PrefRow>
      <PrefRow title={text.confirmOutside} hint={text.confirmOutsideHint}>
        <Switch
          label={text.confirmOutside}
          checked={settings.confirmOutside}
          onCheck={(confirmOutside) => onChange({ confirmOutside })}
        />
      </PrefRow>
    </PrefGroup>
  )
}

interface ThemesProps {
  value: Settings['theme']
  onValue: (value: Settings['theme']) => void
}

function Themes({ value, onValue }: ThemesProps) {
  const { settings: text } = useText()
  const name = useId()
  return (
    <div className="themes" role="radiogroup" aria-label={text.theme}>
      {(['light', 'dark', 'system'] as const).map((theme) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: Radio holds the input
        <label key={theme} className="theme">
          {theme === 'system' ? (
            <span className="both">
              <Mini theme="light" />
              <Mini theme="dark" />
            </span>
          ) : (
            <Mini theme={theme} />
          )}
          <span className="lab">
            <Radio name={name} checked={theme === value} onCheck={() => onValue(theme)} />
            {text[theme]}
          </span>
        </label>
      ))}
    </div>
  )
}

/** The product in miniature, in the theme's own colours. */
function Mini({ theme }: { theme: 'light' | 'dark' }) {
  return (
    <span className="mini" data-theme={theme} aria-hidden="true">
      <span>
        <i />
        <i />
        <i />
      </span>
      <span>
        <i />
        <i className="sel" />
        <i />
        <i className="half" />
      </span>
      <span className="sh">
        <i className="half" />
        <i />
        <i className="mine" />
        <i className="most" />
      </span>
    </span>
  )
}
