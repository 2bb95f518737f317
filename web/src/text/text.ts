import { en } from './en.ts'
import { ja, type Text } from './ja.ts'
import { currentLanguage, type Language, useLanguage } from './language.ts'

const catalogues: Record<Language, Text> = { ja, en }

/** All texts in the reader's language; the component is drawn again when the language changes. */
export function useText(): Text {
  return catalogues[useLanguage()]
}

/** For code outside components. */
export function currentText(): Text {
  return catalogues[currentLanguage()]
}
