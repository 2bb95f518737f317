import { quietUntil, type Settings } from '@naniwa/contract'
import { paths } from '../frame/paths.ts'
import { useFormat } from '../text/format.ts'
import { useLanguage } from '../text/language.ts'
import { useText } from '../text/text.ts'
import { Switch } from '../ui/Choice.tsx'
import { Tag } from '../ui/Label.tsx'
import { Select } from '../ui/Select.tsx'
import { PrefGroup, PrefRow } from './Prefs.tsx'
import { zoneWords } from './zones.ts'

export type QuietChoices = Pick<Settings, 'quietHours' | 'quietDaysOff' | 'quietButDirect' | 'timeZone'>

export interface QuietSettingsProps {
  settings: QuietChoices
  onChange: (change: Partial<QuietChoices>) => void
}

type Hours = NonNullable<Settings['quietHours']>

/** From eight in the evening to eight in the morning. */
const FIRST: Hours = { from: 20 * 60, to: 8 * 60 }
/** Minutes between the times there are to choose from. */
const STEP = 30

/** When nobody disturbs its owner, on whatever device. */
export function QuietSettings({ settings, onChange }: QuietSettingsProps) {
  const { settings: text } = useText()
  const language = useLanguage()
  const { quietHours, quietDaysOff, quietButDirect, timeZone } = settings
  return (
    <>
      <PrefGroup title={text.quiet}>
        <PrefRow title={text.quietHours} hint={text.quietHoursHint} mark={<Now settings={settings} />}>
          {quietHours && <HoursFields hours={quietHours} onHours={(next) => onChange({ quietHours: next })} />}
          <Switch
            label={text.quietHours}
            checked={quietHours !== null}
            onCheck={(isOn) => onChange({ quietHours: isOn ? FIRST : null })}
          />
        </PrefRow>
        <PrefRow title={text.quietDaysOff} hint={text.quietDaysOffHint}>
          <Switch
            label={text.quietDaysOff}
            checked={quietDaysOff}
            onCheck={(isOn) => onChange({ quietDaysOff: isOn })}
          />
        </PrefRow>
        <PrefRow title={text.quietButDirect} hint={text.quietButDirectHint}>
          <Switch
            label={text.quietButDirect}
            checked={quietButDirect}
            disabled={quietHours === null && !quietDaysOff}
            onCheck={(isOn) => onChange({ quietButDirect: isOn })}
          />
        </PrefRow>
      </PrefGroup>
      <p className="hint">
        {text.quietAfter(zoneWords(timeZone, language, Date.now()))}{' '}
        <a className="link" href={paths.settings('language')}>
          {text.quietZoneChange}
        </a>
      </p>
    </>
  )
}

/** As it is when the page is drawn. */
function Now({ settings }: { settings: QuietChoices }) {
  const { settings: text } = useText()
  const format = useFormat()
  const now = Date.now()
  const until = quietUntil(settings, now)
  if (until === null) return null
  const isSoon = until - now < 24 * 60 * 60_000
  return <Tag tone="plain">{text.quietNow(isSoon ? format.time(until) : format.weekday(until))}</Tag>
}

interface HoursProps {
  hours: Hours
  onHours: (hours: Hours) => void
}

function HoursFields({ hours: { from, to }, onHours }: HoursProps) {
  const { settings: text } = useText()
  return (
    <span className="hours">
      <Time label={text.quietFrom} value={from} other={to} onValue={(value) => onHours({ from: value, to })} />
      <span aria-hidden="true">{text.quietTo}</span>
      <Time label={text.quietUntil} value={to} other={from} onValue={(value) => onHours({ from, to: value })} />
    </span>
  )
}

interface TimeProps {
  label: string
  /** Minutes since midnight. */
  value: number
  /** Where the hours end or begin, which cannot be the same. */
  other: number
  onValue: (value: number) => void
}

function Time({ label, value, other, onValue }: TimeProps) {
  const steps = Array.from({ length: (24 * 60) / STEP }, (_, step) => step * STEP)
  const times = [...new Set([...steps, value])].filter((time) => time !== other).sort((a, b) => a - b)
  return (
    <Select
      label={label}
      value={String(value)}
      onValue={(chosen) => onValue(Number(chosen))}
      options={times.map((time) => ({ value: String(time), text: clockWords(time) }))}
    />
  )
}

/** 8:00 */
function clockWords(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
