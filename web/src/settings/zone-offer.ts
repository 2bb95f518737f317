import { api, type Settings } from '@naniwa/contract'
import { Clock } from 'lucide-react'
import { useEffect } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { currentLanguage } from '../text/language.ts'
import { currentText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'
import { deviceZone, zoneWords } from './zones.ts'

const KEY = 'naniwa.zone'
/** ms. */
const LASTS = 30_000

/** Where the device is elsewhere than its owner is said to be, offers to take over its time: once for each place. */
export function useZoneOffer({ timeZone }: Pick<Settings, 'timeZone'>): void {
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  useEffect(() => {
    const here = deviceZone()
    const now = Date.now()
    if (!isNews(here) || zoneWords(here, 'en', now) === zoneWords(timeZone, 'en', now)) return
    note(here)
    const { settings: text } = currentText()
    const take = () => void attempt(client.call(api.accounts.updateSettings, { timeZone: here }))
    const action = { text: text.takeZone, onSelect: take }
    const words = text.zoneOffer(zoneWords(here, currentLanguage(), now))
    toast({ text: words, icon: Clock, action, lasts: LASTS, edge: 'upper' })
  }, [client, attempt, toast, timeZone])
}

function isNews(zone: string): boolean {
  try {
    return localStorage.getItem(KEY) !== zone
  } catch {
    // Where nothing can be kept it would be offered on every visit.
    return false
  }
}

function note(zone: string): void {
  try {
    localStorage.setItem(KEY, zone)
  } catch {
    // It is offered again.
  }
}
