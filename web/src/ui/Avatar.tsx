import { Globe } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { classes } from './classes.ts'
import { type Hue, hueOf } from './hue.ts'
import { Icon, type LucideIcon } from './Icon.tsx'

export type Presence = 'online' | 'away' | 'offline'

const presences: Record<Presence, string> = { online: '', away: 'away', offline: 'off' }

function sized(size: number | undefined): CSSProperties | undefined {
  return size === undefined ? undefined : ({ '--sz': `${size}px` } as CSSProperties)
}

/** Costs far more to make than to use. */
const characters = new Intl.Segmenter()

/** First character of the name as a reader counts characters. */
function initial(name: string): string {
  const [first] = characters.segment(name.trim())
  return first ? first.segment.toLocaleUpperCase() : ''
}

export interface AvatarProps {
  /** Chooses the colour. */
  id: number | string
  name: string
  image?: string | null
  /** px; without it the surroundings decide (--sz). */
  size?: number
  presence?: Presence
}

/** A person. An ornament of the name beside it; a picture that cannot be had gives way to the initial. */
export function Avatar({ id, name, image, size, presence }: AvatarProps) {
  return (
    <span className={`av id${hueOf(id)}`} style={sized(size)} aria-hidden="true">
      <Picture key={image} src={image}>
        {initial(name)}
      </Picture>
      {presence && <i className={classes('pres', presences[presence])} />}
    </span>
  )
}

function Picture({ src, children }: { src?: string | null; children: React.ReactNode }) {
  const [missing, setMissing] = useState(false)
  if (!src || missing) return children
  return <img className="pic" src={src} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />
}

export interface TileProps {
  icon: LucideIcon
  /** 1 … 8; another number counts as its remainder. */
  hue: Hue | number
  image?: string | null
  size?: number
  /** A small globe: people from outside take part. */
  outside?: boolean
}

/** A place: a rounded square with an icon or a picture. */
export function Tile({ icon, hue, image, size, outside }: TileProps) {
  const text = useText()
  return (
    <span className={`av square id${((hue - 1) % 8) + 1}`} style={sized(size)}>
      <Picture key={image} src={image}>
        <Icon of={icon} />
      </Picture>
      {outside && (
        <i className="ext" title={text.ui.external}>
          <Icon of={Globe} label={text.ui.external} />
        </i>
      )}
    </span>
  )
}

export interface AvatarStackProps {
  people: readonly Pick<AvatarProps, 'id' | 'name' | 'image'>[]
  /** How many there are in all; those not drawn are counted at the end. */
  total: number
  size?: number
}

export function AvatarStack({ people, total, size = 32 }: AvatarStackProps) {
  const format = useFormat()
  const more = total - people.length
  return (
    <span className="avs" aria-hidden="true">
      {people.map((person) => (
        <Avatar key={person.id} {...person} size={size} />
      ))}
      {more > 0 && (
        <span className="av more num" style={sized(size)}>
          +{format.number(more)}
        </span>
      )}
    </span>
  )
}
