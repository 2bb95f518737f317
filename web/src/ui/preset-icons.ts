import {
  CalendarDays,
  ChartColumn,
  Factory,
  Gift,
  Languages,
  LifeBuoy,
  Lightbulb,
  Megaphone,
  Package,
  Palette,
  Printer,
  Rocket,
  ShieldCheck,
  Store,
  Truck,
  Users,
  Wrench,
} from 'lucide-react'

/** The seventeen icons a tile can be given, in the order they are offered. */
export const presetIcons = {
  package: Package,
  lightbulb: Lightbulb,
  palette: Palette,
  truck: Truck,
  printer: Printer,
  store: Store,
  factory: Factory,
  'shield-check': ShieldCheck,
  megaphone: Megaphone,
  languages: Languages,
  'life-buoy': LifeBuoy,
  gift: Gift,
  users: Users,
  rocket: Rocket,
  wrench: Wrench,
  'chart-column': ChartColumn,
  'calendar-days': CalendarDays,
}

export type PresetIcon = keyof typeof presetIcons
