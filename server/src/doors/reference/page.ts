import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Markup, markup } from '../../lib/markup.ts'
import type { OpenApi, Operation } from './document.ts'
import { fieldTable, prose } from './tables.ts'

const JSON_TYPE = 'application/json'

/** Served beside the page, at `/api/reference.css` and `/api/reference.js`. */
export function referenceStyle(): string {
  return readFileSync(join(import.meta.dirname, 'reference.css'), 'utf8')
}

export function referenceScript(): string {
  return readFileSync(join(import.meta.dirname, 'reference.js'), 'utf8')
}

interface Entry extends Operation {
  readonly method: 'POST' | 'GET'
  readonly path: string
}

/** The API reference as a page: nothing in it runs or is styled inline. `origin` is where the server is reached. */
export function referencePage(document: OpenApi, origin: string): string {
  const entries = Object.entries(document.paths).flatMap(([path, { post, get }]): Entry[] => [
    ...(post ? [{ ...post, path, method: 'POST' } as const] : []),
    ...(get ? [{ ...get, path, method: 'GET' } as const] : []),
  ])
  const nouns = document.tags.map(({ name }) => ({ name, entries: entries.filter(({ tags }) => tags[0] === name) }))
  const used = nouns.filter((noun) => noun.entries.length > 0)
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}</title>
<link rel="stylesheet" href="/api/reference.css">
<script src="/api/reference.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the reference</a>
<header><h1>${document.info.title}</h1><p>Version ${document.info.version} · <a href="/api/openapi.json">OpenAPI 3.1</a> · <a href="/api/v2">For programs written for Chatwork</a></p></header>
${navigation(used)}
<main id="main" tabindex="-1">
${introduction(document, origin)}
${used.map((noun) => section(noun, origin))}
${events(document)}
${schemas(document)}
${errors(document)}
</main>
</body>
</html>
`.text
}

interface Noun {
  readonly name: string
  readonly entries: readonly Entry[]
}

function navigation(nouns: readonly Noun[]): Markup {
  return markup`<nav aria-label="Reference">
<label for="filter">Filter</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="send, room, 404 …">
<p id="filter-result" role="status"></p>
<ul class="parts"><li><a href="#calling">Calling</a></li><li><a href="#events">Events</a></li><li><a href="#schemas">Schemas</a></li><li><a href="#errors">Errors</a></li></ul>
${nouns.map(
  ({ name, entries }) => markup`<section data-noun><h2><a href="#${name}">${name}</a></h2>
<ul>${entries.map(({ operationId }) => markup`<li data-for="${operationId}"><a href="#${operationId}">${verbOf(operationId)}</a></li>`)}</ul></section>
`,
)}</nav>`
}

function verbOf(operationId: string): string {
  return operationId.slice(operationId.indexOf('.') + 1)
}

function introduction({ info }: OpenApi, origin: string): Markup {
  const signIn = curl(`${origin}/api/sessions/signIn`, '-c cookies', { email: 'aiko@example.com', password: '…' })
  return markup`<section id="calling" aria-labelledby="calling-title"><h2 id="calling-title">Calling</h2>
<p>${info.description}</p>
<p>Sign in once and keep the cookie:</p>
${signIn}
<p>An answer that is not a success has the body <code>{ "error": { "code", "message" } }</code>. Decide by the <a href="#errors">code</a> alone; <code>retryAfter</code>, where it is given, says how many seconds to wait.</p></section>`
}

function section({ name, entries }: Noun, origin: string): Markup {
  return markup`<section aria-labelledby="${name}"><h2 id="${name}">${name}</h2>
${entries.map((entry) => article(entry, origin))}</section>
`
}

const ACCESS: Record<string, string> = {
  public: 'anybody',
  account: 'signed in',
  administrator: 'administrators',
}

function article(entry: Entry, origin: string): Markup {
  const { operationId, summary, path, method, requestBody, responses } = entry
  const access = entry['x-access'] ?? ''
  const input = requestBody?.content[JSON_TYPE]
  const output = responses[200]?.content[JSON_TYPE]
  return markup`<article id="${operationId}" aria-labelledby="${operationId}-title" data-text="${wordsOf(entry)}">
<h3 id="${operationId}-title"><a href="#${operationId}">${operationId}</a></h3>
<p class="path"><code>${method} ${path}</code> <span class="access access-${access}">${ACCESS[access] ?? ''}</span></p>
<p>${prose(summary)}</p>
${input && fieldTable(input.schema, operationId, 'Input')}
${output && fieldTable(output.schema, operationId, 'Output')}
${refusals(responses)}
${input && curl(origin + path, access === 'public' ? '-c cookies' : '-b cookies', input.example)}
${output && markup`<details><summary>Example of an answer</summary><pre tabindex="0"><code>${JSON.stringify(output.example, null, 2)}</code></pre></details>`}
</article>
`
}

/** What the filter looks in. */
function wordsOf({ operationId, summary, path, responses }: Entry): string {
  const codes = Object.entries(responses).flatMap(([status, response]) => [status, ...(response['x-codes'] ?? [])])
  return [operationId, path, summary, ...codes].join(' ').toLowerCase()
}

function refusals(responses: Operation['responses']): Markup {
  const codes = Object.entries(responses).flatMap(([status, response]) =>
    (response['x-codes'] ?? []).map((code) => ({ status, code })),
  )
  const items = codes.map(({ status, code }) => markup`<li>${status} <a href="#error-${code}">${code}</a></li>`)
  return markup`<details><summary>${codes.length} errors</summary><ul class="codes">${items}</ul></details>`
}

/** A call as it is typed into a shell. */
function curl(url: string, cookies: string, input: unknown): Markup {
  const body = JSON.stringify(input).replaceAll("'", "'\\''")
  const text = `curl ${cookies} -H 'Content-Type: application/json' \\\n  -d '${body}' \\\n  ${url}`
  return markup`<pre tabindex="0"><code>${text}</code></pre>`
}

function events(document: OpenApi): Markup {
  const { path, description, call } = document['x-socket']
  const rows = Object.entries(document['x-events']).map(
    ([name, event]) => markup`<article id="event-${name}"><h3>${name}</h3><p>${prose(event.description)}</p>
${fieldTable(event.schema, name, 'Payload')}</article>
`,
  )
  return markup`<section aria-labelledby="events"><h2 id="events">Events</h2>
<p class="path"><code>GET ${path}</code> <span class="access">signed in</span></p>
<p>${prose(description)}</p>
${fieldTable(call, 'socket', 'A call')}
${rows}</section>
`
}

function schemas({ components }: OpenApi): Markup {
  return markup`<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
${Object.entries(components.schemas).map(
  ([name, schema]) => markup`<article id="${name}" aria-labelledby="${name}-title"><h3 id="${name}-title">${name}</h3>
<p>${prose(schema.description ?? '')}</p>${fieldTable(schema, name, 'Fields')}</article>
`,
)}</section>
`
}

function errors(document: OpenApi): Markup {
  const rows = Object.entries(document['x-errors']).map(
    ([code, { status, description }]) =>
      markup`<tr id="error-${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${prose(description)}</td></tr>
`,
  )
  return markup`<section aria-labelledby="errors"><h2 id="errors">Errors</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Errors"><table><caption>Every code there is</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`
}
