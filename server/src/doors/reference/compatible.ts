import { type Markup, markup } from '../../lib/markup.ts'
import type { Operation, Parameter } from '../v2/operation.ts'
import { examplesOf, sampleOf, TOKEN_VARIABLE } from './samples.ts'
import { prose } from './tables.ts'

/** The Chatwork-compatible API as a page: nothing in it runs or is styled inline. `origin` is where the server is reached. */
export function compatiblePage(operations: readonly Operation[], version: string, origin: string): string {
  const chapters = [
    { name: 'compatible', title: 'As Chatwork’s', operations: operations.filter(({ isExtension }) => !isExtension) },
    { name: 'beyond', title: 'Beyond it', operations: operations.filter(({ isExtension }) => isExtension) },
  ]
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Naniwa, the Chatwork-compatible API</title>
<link rel="stylesheet" href="/api/reference.css">
<script src="/api/reference.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the reference</a>
<header><h1>The Chatwork-compatible API</h1><p>Version ${version} · <a href="/api">Naniwa’s own API</a></p></header>
<nav aria-label="Reference">
<label for="filter">Filter</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="tasks, PUT, file …">
<p id="filter-result" role="status"></p>
<ul class="parts"><li><a href="#calling">Calling</a></li><li><a href="#answers">Answers</a></li><li><a href="#limits">Limits</a></li><li><a href="#more">More than the original</a></li></ul>
${chapters.map(
  (chapter) => markup`<section data-noun><h2><a href="#${chapter.name}">${chapter.title}</a></h2>
<ul>${chapter.operations.map((one) => markup`<li data-for="${anchorOf(one)}"><a href="#${anchorOf(one)}">${titleOf(one)}</a></li>`)}</ul></section>
`,
)}</nav>
<main id="main" tabindex="-1">
${introduction(origin)}
${chapters.map(
  (chapter) => markup`<section aria-labelledby="${chapter.name}"><h2 id="${chapter.name}">${chapter.title}</h2>
${chapter.operations.map((one) => article(one, origin))}</section>
`,
)}</main>
</body>
</html>
`.text
}

function introduction(origin: string): Markup {
  return markup`<section id="calling" aria-labelledby="calling-title"><h2 id="calling-title">Calling</h2>
<p>Programs written for Chatwork’s API v2 work here when their base URL is <code>${origin}/v2</code>. Make a token in Settings › API tokens, or with <code>npx naniwa token create --email … --name … --json</code>, and send it as <code>X-ChatWorkToken</code>. The examples read it from <code>${TOKEN_VARIABLE}</code>.</p>
<p>Parameters of GET stand in the query, those of POST and PUT in a form (<code>application/x-www-form-urlencoded</code>; files as <code>multipart/form-data</code>), those of DELETE in either. Lists are integers joined by commas; times are Unix seconds; yes and no are <code>1</code> and <code>0</code>.</p></section>
<section id="answers" aria-labelledby="answers-title"><h2 id="answers-title">Answers</h2>
<p>200 with JSON, or 204 without a body where there is nothing to say: an empty list, no new message, a thing deleted. <code>message_id</code> is text, all other ids are integers. Whatever else is <code>{"errors": ["…"]}</code>: 400 a parameter or a path that is none, 401 no good token, 403 not allowed, 404 not there or not yours to see, 429 too many, 5xx the server’s fault.</p></section>
<section id="limits" aria-labelledby="limits-title"><h2 id="limits-title">Limits</h2>
<p>300 calls in five minutes for each account, from the first call on; <code>X-RateLimit-Limit</code>, <code>-Remaining</code> and <code>-Reset</code> stand on every answer. Ten messages and tasks together in ten seconds for one room. <code>Retry-After</code> says how many seconds to wait. Whoever runs the server may set others.</p></section>
<section id="more" aria-labelledby="more-title"><h2 id="more-title">More than the original</h2>
<p>Lists come in pages to those who send <code>limit</code> or <code>cursor</code>: while there is more, the answer has <code>X-Next-Cursor</code>. A POST with <code>Idempotency-Key</code> is done once in a day, and answered as often as it comes. A person’s direct chat is made when its room is first used.</p></section>`
}

function titleOf({ method, path }: Operation): string {
  return `${method} ${path}`
}

/** `get-rooms-room_id-messages`. */
function anchorOf({ method, path }: Operation): string {
  return `${method.toLowerCase()}${path.replaceAll('/', '-').replaceAll(/[{}]/g, '')}`
}

function article(one: Operation, origin: string): Markup {
  const { summary, scopes, parameters, example } = one
  const anchor = anchorOf(one)
  const words = [titleOf(one), summary, ...Object.keys(parameters), ...scopes].join(' ').toLowerCase()
  return markup`<article id="${anchor}" aria-labelledby="${anchor}-title" data-text="${words}">
<h3 id="${anchor}-title"><a href="#${anchor}">${titleOf(one)}</a></h3>
<p>${prose(summary)}</p>
<p class="field">Scope, one of: ${scopes.map((scope, index) => markup`${index > 0 && ', '}<code>${scope}</code>`)}</p>
${Object.keys(parameters).length > 0 && parameterTable(one)}
${examplesOf(sampleOf(one, origin)).map(
  (
    { language, code },
    index,
  ) => markup`<details${index === 0 && markup` open`}><summary>${language}</summary><pre tabindex="0"><code>${code}</code></pre></details>
`,
)}${
  example
    ? markup`<details open><summary>Answer</summary><pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre></details>`
    : markup`<p class="field">Answer: 204, without a body</p>`
}
</article>
`
}

function parameterTable(one: Operation): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${titleOf(one)}: parameters"><table>
<caption>Parameters</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${Object.entries(one.parameters).map(([name, parameter]) => parameterRow(name, parameter))}</tbody></table></div>`
}

function parameterRow(name: string, { kind, need, summary, fallback, isExtension }: Parameter<unknown>): Markup {
  const optional =
    need === 'optional' && markup` <span class="optional">${isExtension ? 'beyond the original' : 'optional'}</span>`
  const shown = typeof fallback === 'boolean' ? Number(fallback) : fallback
  const isTold = shown !== undefined && shown !== '' && !Array.isArray(shown)
  return markup`<tr><th scope="row"><code>${name}</code>${optional}</th><td>${kind.type}${isTold && markup`, default <code>${String(shown)}</code>`}</td><td>${prose(summary)}</td></tr>
`
}
