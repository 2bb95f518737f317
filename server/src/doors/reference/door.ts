import { Hono } from 'hono'
import { openApi } from './openapi.ts'
import { referencePage, referenceScript, referenceStyle } from './page.ts'

/**
 * `GET /api`: the contract as a page to browse; `GET /api/openapi.json`: the same as OpenAPI 3.1. Printed once, when first asked
 * for. Neither asks who you are.
 *
 * @param origin the server's public address, shown in examples.
 */
export function referenceDoor(version: string, origin: string): Hono {
  let printed: { json: string; page: string } | undefined
  function print(): { json: string; page: string } {
    if (printed) return printed
    const document = openApi(version)
    printed = { json: JSON.stringify(document, null, 2), page: referencePage(document, origin) }
    return printed
  }
  return new Hono()
    .get('/api', (c) => c.html(print().page))
    .get('/api/openapi.json', (c) => c.body(print().json, 200, { 'Content-Type': 'application/json; charset=utf-8' }))
    .get('/api/reference.css', (c) => c.body(referenceStyle(), 200, { 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/api/reference.js', (c) =>
      c.body(referenceScript(), 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
    )
}
