import { navigate } from '../app/router.ts'
import { routeOf } from '../app/routes.ts'
import { paths } from '../frame/paths.ts'

/** Whoever has just gone out of a room does not stay on its page. */
export function leavePage(roomId: number): void {
  const route = routeOf(new URL(location.href))
  if (route.page === 'room' && route.roomId === roomId) navigate(paths.chats, 'replace')
}
