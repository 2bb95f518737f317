import {
  type AdminSection,
  adminSections,
  type FoundStep,
  foundSteps,
  type SettingsSection,
  settingsSections,
  type TaskView,
  taskViews,
} from '../frame/paths.ts'

export type Route =
  | { page: 'chats' }
  /** `at`: a message's id, to begin there. */
  | { page: 'room'; roomId: number; at: string | null }
  | { page: 'contacts' | 'bookmarks' }
  | { page: 'files'; roomId: number | null }
  | { page: 'tasks'; view: TaskView; task: { roomId: number; id: number } | null }
  | { page: 'settings'; section: SettingsSection | null }
  | { page: 'admin'; section: AdminSection | null }
  | { page: 'signIn'; next: string | null }
  | { page: 'found'; step: FoundStep; next: string | null }
  | { page: 'forgotten' }
  /** From a mail or an invitation; the secret stands behind the `#`, so that no server's log has it. */
  | { page: 'join' | 'confirm' | 'reset' | 'address'; secret: string }
  | { page: 'roomLink'; code: string }
  /** An application asks to be let in. */
  | { page: 'consent'; uid: string }
  /** What is wrong with such a request: a number, or a word where it has none. */
  | { page: 'consentFault'; fault: string }
  | { page: 'nowhere' }

/** What an address means. Takes the field's own links too: `#!rid123` and `#!rid123-456`. */
export function routeOf({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>): Route {
  const linked = /^#!rid(\d+)(?:-(\d+))?$/.exec(hash)
  if (linked) return roomRoute(linked[1], linked[2])
  const [first = '', second, third, ...rest] = pathname.split('/').slice(1)
  if (rest.length > 0) return { page: 'nowhere' }
  switch (first) {
    case '':
      return { page: 'chats' }
    case 'rooms':
      return roomRoute(second, third)
    case 'files':
      return { page: 'files', roomId: idIn(new URLSearchParams(search).get('room')) }
    case 'tasks':
      return taskRoute(second, new URLSearchParams(search).get('task'))
    case 'settings':
      return { page: 'settings', section: settingsSections.find((section) => section === second) ?? null }
    case 'admin':
      return { page: 'admin', section: adminSections.find((section) => section === second) ?? null }
    case 'sign-in':
      return { page: 'signIn', next: ownPath(new URLSearchParams(search).get('then')) }
    case 'g':
      return second ? { page: 'roomLink', code: second } : { page: 'nowhere' }
    case 'oauth':
      return oauthRoute(second, third)
    case 'join':
    case 'confirm':
    case 'reset':
    case 'address':
      return { page: first, secret: hash.slice(1) }
    case 'found':
      return {
        page: 'found',
        step: foundSteps.find((step) => step === second) ?? 'organization',
        next: ownPath(new URLSearchParams(search).get('then')),
      }
    case 'contacts':
    case 'bookmarks':
    case 'forgotten':
      return { page: first }
    default:
      return { page: 'nowhere' }
  }
}

function idIn(text: string | null): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

function roomRoute(id: string | undefined, at: string | undefined): Route {
  const roomId = Number(id)
  if (!Number.isSafeInteger(roomId) || roomId <= 0) return { page: 'nowhere' }
  return { page: 'room', roomId, at: at && /^[1-9]\d{0,18}$/.test(at) ? at : null }
}

function oauthRoute(second: string | undefined, third: string | undefined): Route {
  if (second === 'consent' && third) return { page: 'consent', uid: third }
  return second === 'fault' && third ? { page: 'consentFault', fault: third } : { page: 'nowhere' }
}

function taskRoute(second: string | undefined, task: string | null): Route {
  const view = taskViews.find((one) => one === (second ?? 'list'))
  if (!view) return { page: 'nowhere' }
  const [, roomId, id] = /^([1-9]\d{0,15})-([1-9]\d{0,15})$/.exec(task ?? '') ?? []
  return { page: 'tasks', view, task: roomId && id ? { roomId: Number(roomId), id: Number(id) } : null }
}

/** Signing in and founding lead back to a page of ours, never elsewhere. */
export function ownPath(path: string | null): string | null {
  return path && /^\/(?![/\\])/.test(path) ? path : null
}
