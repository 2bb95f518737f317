import { api } from '@naniwa/contract'
import type { Client } from '../sync/client.ts'
import { type Wishes, wishesOf } from './wishes.ts'

/**
 * Whether this device is told of what arrives while no page is open. `none`: the server does not push. `install`: an iPhone or iPad
 * pushes to programs on the home screen only. `wait`: not known yet.
 */
export type PushState = 'wait' | 'none' | 'unable' | 'install' | 'denied' | 'off' | 'on'

/** Whose subscription the browser holds: another person's must not be told on this device. */
const OWNER = 'naniwa.push'

export async function readPush(client: Client): Promise<PushState> {
  const { key, on } = await client.call(api.push.state, {})
  if (key === null) return 'none'
  if (!('PushManager' in globalThis)) return isApplePhone() ? 'install' : 'unable'
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration) return 'unable'
  if (Notification.permission === 'denied') return 'denied'
  return on && (await registration.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks for leave where it was not given yet. */
export async function switchPushOn(client: Client): Promise<void> {
  const { key } = await client.call(api.push.state, {})
  if (key === null || (await Notification.requestPermission()) !== 'granted') return
  const { pushManager } = await navigator.serviceWorker.ready
  await (await pushManager.getSubscription())?.unsubscribe()
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  localStorage.setItem(OWNER, String(client.accountId))
  await send(client, subscription, wishesOf(client.accountId))
}

export async function switchPushOff(client: Client): Promise<void> {
  await client.call(api.push.unsubscribe, {})
  await dropSubscription()
}

/** The browser ends it at its push service, too: what is still on its way reaches nobody. */
export async function dropSubscription(): Promise<void> {
  await (await held())?.unsubscribe()
}

/** Tells the server anew what this device wishes and where it is, if it is pushed to: its session may be another one by now. */
export async function renewPush(client: Client, wishes: Readonly<Wishes>): Promise<void> {
  const subscription = await held()
  if (!subscription) return
  const isOwn = localStorage.getItem(OWNER) === String(client.accountId)
  if (!isOwn || Notification.permission !== 'granted') await subscription.unsubscribe()
  else await send(client, subscription, wishes)
}

async function send(client: Client, subscription: PushSubscription, wishes: Readonly<Wishes>): Promise<void> {
  const { endpoint, keys = {} } = subscription.toJSON()
  const { which, hidden } = wishes
  const { p256dh = '', auth = '' } = keys
  await client.call(api.push.subscribe, { endpoint: endpoint ?? '', p256dh, auth, which, hidden })
}

async function held(): Promise<PushSubscription | null> {
  if (!('PushManager' in globalThis)) return null
  const registration = await navigator.serviceWorker?.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** An iPad names itself a Mac, which has no touch screen. */
function isApplePhone(): boolean {
  return /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
}
