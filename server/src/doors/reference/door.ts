import { Hono } from 'hono'
import { operations } from '../v2/table.ts'
import { compatiblePage } from './compatible.ts'
import { openApi } from './openapi.ts'
import { referencePage, referenceScript, referenceStyle } from './page.ts'

/**
 * `GET /api`: the contract as a page to browse; `GET /api/openapi.json`: the same as OpenAPI 3.1; `GET /api/v2`: the API for programs
 * written for Chatwork. Printed once, when first asked for. None asks who you are.
 *
 * @param origin the server's public address, shown in examples.
 */
export function referenceDoor(version: string, origin: string): Hono {
  let printed: { json: string; page: string; compatible: string } | undefined
  function print(): NonNullable<typeof printed> {
    if (printed) return printed
    const document = openApi(version)
    printed = {
      json: JSON.stringify(document, null, 2),
      page: referencePage(document, origin),
      compatible: compatiblePage(operations, version, origin),
    }
    return printed
  }
  return new Hono()
    .get('/api', (c) => c.html(print().page))
    .get('/api/v2', (c) => c.html(print().compatible))
    .get('/api/openapi.json', (c) => c.body(print().json, 200, { 'Content-Type': 'application/json; charset=utf-8' }))
    .get('/api/reference.css', (c) => c.body(referenceStyle(), 200, { 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/api/reference.js', (c) =>
      c.body(referenceScript(), 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
    )
}
