import {
  Beer,
  BriefcaseBusiness,
  CalendarDays,
  CircleCheckBig,
  Coffee,
  FileText,
  GraduationCap,
  Heart,
  Lightbulb,
  type LucideIcon,
  Music,
  Package,
  Plane,
  Presentation,
  ShieldCheck,
  Star,
  Trophy,
  Users,
} from 'lucide-react'

/** The seventeen icons a tile can be given, by the names the public API uses, in the order they are offered. */
export const presetIcons = {
  group: Users,
  check: CircleCheckBig,
  document: FileText,
  meeting: Presentation,
  event: CalendarDays,
  project: Package,
  business: BriefcaseBusiness,
  study: GraduationCap,
  security: ShieldCheck,
  star: Star,
  idea: Lightbulb,
  heart: Heart,
  magcup: Coffee,
  beer: Beer,
  music: Music,
  sports: Trophy,
  travel: Plane,
} satisfies Record<string, LucideIcon>

export type PresetIcon = keyof typeof presetIcons
