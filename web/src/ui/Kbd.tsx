import { spell } from './keys.ts'

export interface KbdProps {
  /** "Mod+K", "Shift+Enter", "R" */
  keys: string
}

export function Kbd({ keys }: KbdProps) {
  return <kbd>{spell(keys)}</kbd>
}
