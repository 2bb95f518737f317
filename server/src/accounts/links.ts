import type { App } from '../context.ts'

// The secret stands behind the `#`: it reaches the page, but no server's log, no proxy and no Referer. It is base64url of 32
// bytes, whose last character is always a letter or a figure, so that mail programs make all of it part of the link.

/** Where an invitation is answered. */
export function joinUrl(app: App, secret: string): string {
  return `${app.config.url}/join#${secret}`
}

/** Where a sign-up is finished. */
export function confirmUrl(app: App, secret: string): string {
  return `${app.config.url}/confirm#${secret}`
}

/** Where a new password is set. */
export function resetUrl(app: App, secret: string): string {
  return `${app.config.url}/reset#${secret}`
}

/** Where a new address is confirmed. */
export function addressUrl(app: App, secret: string): string {
  return `${app.config.url}/address#${secret}`
}

/** A message in its room. */
export function messageUrl(app: App, roomId: number, messageId: string): string {
  return `${app.config.url}/rooms/${roomId}/${messageId}`
}

/** Where requests are answered. */
export function contactsUrl(app: App): string {
  return `${app.config.url}/contacts`
}

/** Where one says what is to be mailed. */
export function notificationsUrl(app: App): string {
  return `${app.config.url}/settings/notifications`
}

/** Where whoever is signed in changes their password. */
export function passwordUrl(app: App): string {
  return `${app.config.url}/settings/password`
}

export function webhooksUrl(app: App): string {
  return `${app.config.url}/settings/webhooks`
}

export function signInUrl(app: App): string {
  return `${app.config.url}/`
}
