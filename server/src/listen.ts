import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { accountRoutes } from './accounts/routes.ts'
import { addressRoutes } from './addresses/routes.ts'
import { statisticsRoutes } from './analytics/routes.ts'
import { bookmarkRoutes } from './bookmarks/routes.ts'
import { categoryRoutes } from './categories/routes.ts'
import { contactRoutes } from './contacts/routes.ts'
import type { App } from './context.ts'
import { departureRoutes } from './departures/routes.ts'
import { bind } from './doors/bind.ts'
import { createDispatch } from './doors/dispatch.ts'
import { createHttpDoor } from './doors/http.ts'
import { createSocketDoor, SOCKET_PATH } from './doors/socket.ts'
import { draftRoutes } from './drafts/routes.ts'
import { fileRoutes } from './files/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { linkRoutes } from './links/routes.ts'
import { memberRoutes } from './members/routes.ts'
import { messageRoutes } from './messages/routes.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { pushRoutes } from './push/routes.ts'
import { roomRoutes } from './rooms/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { rememberSessions } from './sessions/remember.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { syncRoutes } from './sync/routes.ts'
import { taskRoutes } from './tasks/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'
import { uploadRoutes } from './uploads/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

/** Every endpoint of the contract and what fulfils it. */
export const routes = [
  ...organizationRoutes,
  ...invitationRoutes,
  ...sessionRoutes,
  ...passwordRoutes,
  ...addressRoutes,
  ...accountRoutes,
  ...tokenRoutes,
  ...roomRoutes,
  ...memberRoutes,
  ...categoryRoutes,
  ...contactRoutes,
  ...linkRoutes,
  ...messageRoutes,
  ...bookmarkRoutes,
  ...draftRoutes,
  ...fileRoutes,
  ...uploadRoutes,
  ...taskRoutes,
  ...searchRoutes,
  ...syncRoutes,
  ...pushRoutes,
  ...webhookRoutes,
  ...oauthRoutes,
  ...statisticsRoutes,
  ...departureRoutes,
]

export interface Listening {
  /** Where it answers: the address it is bound to. */
  readonly url: string
  readonly port: number
  /** How many are open. */
  sockets(): number
  /** Sends every socket a heartbeat now. */
  beat(): Promise<void>
  /** Finishes what is under way, sends sockets away with a time to come back, and stops listening. */
  drain(): Promise<void>
}

/** Longest that sending a request may take; Node's own five minutes are 56 KB/s. */
const PART_PATIENCE_MS = 60 * 60 * 1_000

/** Opens the doors. Throws `Fatal` when the port is taken or may not be used. */
export async function listen(app: App): Promise<Listening> {
  const dispatch = createDispatch(app, routes)
  const state = { draining: false }
  const authenticate = rememberSessions(app)
  const sockets = createSocketDoor(app, dispatch, authenticate)
  const server = createAdaptorServer({ fetch: createHttpDoor(app, dispatch, authenticate, state).fetch }) as Server
  // A part of 16 MiB over a slow phone takes its time; a silent one is cut off by its door.
  server.requestTimeout = PART_PATIENCE_MS
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?')[0] !== SOCKET_PATH)
      return socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    sockets.upgrade(request, socket, head).catch((err) => {
      app.log.error({ err }, 'an upgrade failed')
      socket.destroy()
    })
  })
  const { host, port } = app.config
  const bound = await bind(server, host, port, 'PORT')
  return {
    url: app.config.port === bound ? app.config.url : `http://${host}:${bound}`,
    port: bound,
    sockets: () => sockets.size,
    beat: sockets.beat,
    async drain() {
      state.draining = true
      await sockets.drain()
      await app.lanes.drain()
      authenticate.close()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 5_000).unref()
      })
    },
  }
}
