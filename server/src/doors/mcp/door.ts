import type { HttpBindings } from '@hono/node-server'
import { oauthScopes } from '@naniwa/contract'
import { type Context, Hono } from 'hono'
import type { App } from '../../context.ts'
import { type BearerReader, grantOf, Unauthenticated } from '../credentials.ts'
import type { Dispatch } from '../dispatch.ts'
import { fromOurPages } from '../request.ts'

type Bindings = { Bindings: HttpBindings }

const RESOURCE = '/.well-known/oauth-protected-resource'

/**
 * The Model Context Protocol at `/mcp`, streamable HTTP without sessions: each request stands for itself. The tools are the operations of the public
 * API, with their rules, scopes and limits; who asks is told by an API token or an OAuth2 access token.
 */
export function mcpDoor(app: App, dispatch: Dispatch, bearers: readonly BearerReader[]): Hono<Bindings> {
  const resource = () => ({
    resource: `${app.config.url}/mcp`,
    authorization_servers: [app.config.url],
    scopes_supported: oauthScopes,
    bearer_methods_supported: ['header'],
    resource_name: 'Naniwa',
  })
  const answer = async (c: Context<Bindings>): Promise<Response> => {
    if (!fromOurPages(app, c.env.incoming)) return c.json({ error: 'cross_site' }, 403)
    const grant = await grantOf(app, c.env.incoming, bearers).catch((error: unknown) => {
      if (error instanceof Unauthenticated) return error.kind
      throw error
    })
    if (typeof grant === 'string') {
      const error = grant === 'none' ? '' : 'error="invalid_token", '
      c.header('WWW-Authenticate', `Bearer ${error}resource_metadata="${app.config.url}${RESOURCE}/mcp"`)
      return c.json({ error: 'unauthorized' }, 401)
    }
    // What speaks the protocol is a tenth of all modules, and most servers are never asked.
    const { converse } = await import('./converse.ts')
    return await converse(app, dispatch, grant, c.req.raw)
  }
  const door = new Hono<Bindings>()
  // The address is typed by people, some of whom end it with a slash.
  for (const path of ['/mcp', '/mcp/'])
    door.post(path, answer).all(path, (c) => c.json({ error: 'method_not_allowed' }, 405, { Allow: 'POST' }))
  return door.get(RESOURCE, (c) => c.json(resource())).get(`${RESOURCE}/mcp`, (c) => c.json(resource()))
}
