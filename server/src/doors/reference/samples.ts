import type { Operation } from '../v2/operation.ts'

/** Where the token is in all examples. */
export const TOKEN_VARIABLE = 'NANIWA_TOKEN'

/** Values as an example has them, by the name of the place or parameter. */
const SAMPLES: Readonly<Record<string, string>> = {
  room_id: '88',
  message_id: '1934567890123456789',
  task_id: '501',
  file_id: '77',
  request_id: '15',
  account_id: '7002',
  assigned_by_account_id: '7001',
  body: 'Good morning',
  name: 'Launch',
  description: 'Everything for the launch',
  members_admin_ids: '7001',
  members_member_ids: '7002,7003',
  members_readonly_ids: '7004',
  remove_ids: '7003',
  icon_preset: 'meeting',
  action_type: 'leave',
  to_ids: '7002,7003',
  limit: '1791000000',
  limit_type: 'time',
  code: 'spring-fair',
  link_code: 'spring-fair',
  status: 'open',
  message: 'See this',
  file: 'plan.pdf',
  emoji: '👍',
  q: 'plan',
}

/** One request, as an example shows it. */
export interface Sample {
  readonly method: string
  readonly url: string
  /** What stands in the form, in order; none for those without one. */
  readonly form: readonly (readonly [name: string, value: string])[]
  /** The file that is sent, by name. */
  readonly file: string | null
}

/** A request with everything that it needs, and of what it may have, what makes it worth showing. */
export function sampleOf(operation: Operation, origin: string): Sample {
  const { method, path, parameters } = operation
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => sampleValue(operation, name))
  const shown = Object.entries(parameters).filter(([name, { need, kind }]) => {
    return kind.type !== 'file' && (need === 'required' || SHOWN.has(`${method} ${path} ${name}`))
  })
  const values = shown.map(([name]) => [name, sampleValue(operation, name)] as const)
  const isQuery = method === 'GET'
  const query = isQuery && values.length > 0 ? `?${new URLSearchParams(Object.fromEntries(values))}` : ''
  const file = 'file' in parameters ? (SAMPLES.file ?? null) : null
  return { method, url: `${origin}/v2${place}${query}`, form: isQuery ? [] : values, file }
}

/** Optional ones without which an example would say little. */
const SHOWN = new Set([
  'GET /rooms/{room_id}/messages force',
  'PUT /rooms/{room_id} name',
  'POST /rooms members_member_ids',
  'PUT /rooms/{room_id}/members members_member_ids',
  'POST /rooms/{room_id}/members members_member_ids',
  'POST /rooms/{room_id}/tasks limit',
  'POST /rooms/{room_id}/files message',
  'GET /rooms/{room_id}/files/{file_id} create_download_url',
  'POST /rooms/{room_id}/link code',
  'PUT /rooms/{room_id}/link description',
])

function sampleValue({ path }: Operation, name: string): string {
  if (name === 'body' && path.endsWith('/status')) return 'done'
  return SAMPLES[name] ?? '1'
}

export interface Example {
  readonly language: string
  readonly code: string
}

/** The same request in several languages, each to be run as it stands. */
export function examplesOf(sample: Sample): Example[] {
  return [
    { language: 'curl', code: curl(sample) },
    { language: 'TypeScript', code: typeScript(sample) },
    { language: 'Python', code: python(sample) },
    { language: 'Ruby', code: ruby(sample) },
  ]
}

function curl({ method, url, form, file }: Sample): string {
  const texts = form.map(([name, value]) => `  ${file ? '-F' : '--data-urlencode'} ${shell(`${name}=${value}`)}`)
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} -H "X-ChatWorkToken: $${TOKEN_VARIABLE}"`,
    ...(file ? [`  -F file=@${file}`] : []),
    ...texts,
    `  ${shell(url)}`,
  ]
  return lines.join(' \\\n')
}

function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** JSON is a literal of all three languages, but that Ruby reads `#{`, which no sample holds. */
function literal(text: string): string {
  return JSON.stringify(text)
}

function typeScript({ method, url, form, file }: Sample): string {
  const pairs = form.map(([name, value]) => `${name}: ${literal(value)}`).join(', ')
  const body = file ? 'form' : `new URLSearchParams({ ${pairs} })`
  const lines = [
    ...(file ? ["import { openAsBlob } from 'node:fs'\n", 'const form = new FormData()'] : []),
    ...(file ? [`form.append('file', await openAsBlob(${literal(file)}), ${literal(file)})`] : []),
    ...(file ? form.map(([name, value]) => `form.append(${literal(name)}, ${literal(value)})`) : []),
    `const response = await fetch(${literal(url)}, {`,
    ...(method === 'GET' ? [] : [`  method: ${literal(method)},`]),
    `  headers: { 'X-ChatWorkToken': process.env.${TOKEN_VARIABLE} ?? '' },`,
    ...(file || form.length > 0 ? [`  body: ${body},`] : []),
    '})',
    'console.log(response.status, await response.text())',
  ]
  return lines.join('\n')
}

function python({ method, url, form, file }: Sample): string {
  const pairs = form.map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(', ')
  const lines = [
    'import os, requests',
    '',
    `response = requests.request(${literal(method)}, ${literal(url)},`,
    `    headers={"X-ChatWorkToken": os.environ["${TOKEN_VARIABLE}"]}${form.length + (file ? 1 : 0) > 0 ? ',' : ')'}`,
    ...(form.length > 0 ? [`    data={${pairs}}${file ? ',' : ')'}`] : []),
    ...(file ? [`    files={"file": open(${literal(file)}, "rb")})`] : []),
    'print(response.status_code, response.text)',
  ]
  return lines.join('\n')
}

function ruby({ method, url, form, file }: Sample): string {
  const pairs = form.map(([name, value]) => `[${literal(name)}, ${literal(value)}]`)
  const parts = file ? [`["file", File.open(${literal(file)})]`, ...pairs] : pairs
  const name = `${method[0]}${method.slice(1).toLowerCase()}`
  const lines = [
    'require "net/http"',
    '',
    `uri = URI(${literal(url)})`,
    `request = Net::HTTP::${name}.new(uri, "X-ChatWorkToken" => ENV.fetch("${TOKEN_VARIABLE}"))`,
    ...(file ? [`request.set_form([${parts.join(', ')}], "multipart/form-data")`] : []),
    ...(!file && form.length > 0 ? [`request.set_form_data([${parts.join(', ')}])`] : []),
    'response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") { |http| http.request(request) }',
    'puts response.code, response.body',
  ]
  return lines.join('\n')
}
