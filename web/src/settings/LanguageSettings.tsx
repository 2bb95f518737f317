import type { Settings } from '@naniwa/contract'
import { ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { languages, useLanguage } from '../text/language.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { RadioGroup } from '../ui/Choice.tsx'
import { Finder } from '../ui/Finder.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Popover } from '../ui/Popover.tsx'
import { PrefGroup, PrefRow, Prefs } from './Prefs.tsx'
import { deviceZone, zonesFor, zoneWords } from './zones.ts'

type Choices = Pick<Settings, 'language' | 'timeZone'>

export interface LanguageSettingsProps {
  settings: Choices
  onChange: (change: Partial<Choices>) => void
}

export function LanguageSettings({ settings, onChange }: LanguageSettingsProps) {
  const { settings: text } = useText()
  return (
    <Prefs title={text.language} lead={text.everyDevice}>
      <PrefGroup title={text.screenLanguage}>
        <RadioGroup
          label={text.screenLanguage}
          value={settings.language}
          onValue={(language) => onChange({ language })}
          options={languages.map((value) => ({
            value,
            text: <span lang={value}>{text.languageNames[value]}</span>,
          }))}
        />
      </PrefGroup>
      <p className="hint">{text.languageLead}</p>
      <ZoneGroup timeZone={settings.timeZone} onZone={(timeZone) => onChange({ timeZone })} />
    </Prefs>
  )
}

interface ZoneProps {
  timeZone: string
  onZone: (timeZone: string) => void
}

function ZoneGroup({ timeZone, onZone }: ZoneProps) {
  const { settings: text } = useText()
  const language = useLanguage()
  const here = deviceZone()
  const [hereWords, chosen] = [here, timeZone].map((zone) => zoneWords(zone, language, Date.now()))
  return (
    <PrefGroup title={text.timeZone}>
      <PrefRow title={text.timeZoneOf} hint={text.timeZoneHint}>
        <ZonePicker timeZone={timeZone} onZone={onZone} />
      </PrefRow>
      {hereWords !== chosen && (
        <PrefRow title={text.deviceZone} hint={hereWords}>
          <Button size="sm" onClick={() => onZone(here)}>
            {text.takeDeviceZone}
          </Button>
        </PrefRow>
      )}
    </PrefGroup>
  )
}

function ZonePicker({ timeZone, onZone }: ZoneProps) {
  const { settings: text } = useText()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const words = zoneWords(timeZone, language, Date.now())
  return (
    <Popover
      label={text.timeZone}
      align="end"
      body="fill"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="btn picklist" aria-label={text.zoneNow(words)}>
          <span className="clip">{words}</span>
          <Icon of={ChevronDown} size="xs" />
        </button>
      }
    >
      <Zones
        timeZone={timeZone}
        onZone={(zone) => {
          setOpen(false)
          if (zone !== timeZone) onZone(zone)
        }}
      />
    </Popover>
  )
}

function Zones({ timeZone, onZone }: ZoneProps) {
  const { settings: text } = useText()
  const language = useLanguage()
  const options = useMemo(
    () => zonesFor(language, Date.now(), timeZone).map(({ name, words }) => ({ value: name, name: words })),
    [language, timeZone],
  )
  return (
    <Finder
      label={text.findZone}
      options={options}
      nothing={text.noZone}
      chosen={timeZone}
      onPick={onZone}
      limit={options.length}
    />
  )
}
