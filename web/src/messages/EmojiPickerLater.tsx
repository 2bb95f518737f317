import { later } from '../ui/later.tsx'

/** The picker, whose list of emoji with their names is long. */
export const EmojiPickerLater = later(
  async () => (await import('./EmojiPicker.tsx')).EmojiPicker,
  <div className="emopicker" />,
)
