import type { OauthApp } from '@naniwa/contract'
import { Blocks } from 'lucide-react'
import { imageUrl } from '../sync/upload.ts'
import { Tile } from '../ui/Avatar.tsx'

export interface AppFaceProps {
  app: Pick<OauthApp, 'name' | 'logo'>
  /** px */
  size: number
}

/** An application: its picture, or the same sign in a colour that its name chooses. */
export function AppFace({ app: { name, logo }, size }: AppFaceProps) {
  return <Tile icon={Blocks} hue={name.codePointAt(0) ?? 1} image={logo && imageUrl(logo)} size={size} />
}
