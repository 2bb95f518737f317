import { type Language, languages } from '../text/language.ts'
import { useText } from '../text/text.ts'
import { RadioGroup } from '../ui/Choice.tsx'
import { Prefs } from './Prefs.tsx'

export interface LanguageSettingsProps {
  language: Language
  onChange: (language: Language) => void
}

export function LanguageSettings({ language, onChange }: LanguageSettingsProps) {
  const { settings: text } = useText()
  return (
    <Prefs title={text.language} lead={text.languageLead}>
      <div className="rows">
        <RadioGroup
          label={text.language}
          value={language}
          onValue={onChange}
          options={languages.map((value) => ({
            value,
            text: <span lang={value}>{text.languageNames[value]}</span>,
          }))}
        />
      </div>
    </Prefs>
  )
}
