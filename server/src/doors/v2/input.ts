import type { IncomingMessage } from 'node:http'
import { badRequest, Fault } from './fault.ts'
import { readForm } from './form.ts'
import type { Raw } from './kinds.ts'
import { boundaryOf } from './multipart.ts'
import type { Operation, RawValues } from './operation.ts'

/** Largest file, in bytes. Source: the public API. */
export const FILE_BYTES = 5 * 1024 * 1024
/** A message of 65,535 four-byte characters, each byte of it as `%F0`, and what comes with it. */
const FORM_BYTES = 1_000_000
/** What a request brought, by where it stood. */
export interface Input {
  readonly query: RawValues
  readonly form: RawValues
  /** Lets go of the files that came. To be called when all is done. */
  discard(): Promise<void>
}

const nothing = async () => {}

/** Reads query and body. JSON and other types are no form: they bring nothing. @throws {Fault} */
export async function readInput(request: IncomingMessage, { method, parameters }: Operation): Promise<Input> {
  const query = new Map<string, Raw>()
  gather(query, new URLSearchParams(request.url?.split('?').slice(1).join('?') ?? ''))
  const form = new Map<string, Raw>()
  // Some clients put what belongs into the query into the body of a GET; it is not looked at.
  if (method === 'GET') return { query, form, discard: nothing }
  const type = request.headers['content-type'] ?? ''
  const boundary = boundaryOf(type)
  if (boundary) {
    const takesFile = Object.values(parameters).some(({ kind }) => kind.type === 'file')
    const bytes = chunksOf(request, FORM_BYTES + (takesFile ? FILE_BYTES : 0))
    const { values, discard } = await readForm(bytes, boundary, { file: takesFile ? FILE_BYTES : 0, tooLarge })
    return { query, form: values, discard }
  }
  if (type === '' || /^application\/x-www-form-urlencoded\b/i.test(type)) {
    const chunks: Buffer[] = []
    for await (const chunk of chunksOf(request, FORM_BYTES)) chunks.push(chunk)
    gather(form, new URLSearchParams(Buffer.concat(chunks).toString()))
  }
  return { query, form, discard: nothing }
}

/** Of a name that comes again the last counts; `name[]` gathers a list. */
function gather(into: Map<string, Raw>, pairs: URLSearchParams): void {
  for (const [name, value] of pairs) {
    const [, list] = /^(.+)\[\d*\]$/.exec(name) ?? []
    const before = list && into.get(list)
    into.set(list ?? name, before ? `${before},${value}` : value)
  }
}

/** What is left when nobody reads on stays where it is. */
async function* chunksOf(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge()
  let size = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw tooLarge()
      yield chunk
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw badRequest('The request was cut off')
  }
}

/** What is left of it is not read. */
function tooLarge(): Fault {
  return new Fault(400, 'The request is too large: a file has at most 5 MB', { Connection: 'close' })
}

/** The operation's parameters out of what came. @throws {Fault} naming the first that does not fit. */
export function valuesOf(
  { method, parameters }: Operation,
  { query, form }: Pick<Input, 'query' | 'form'>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    const { kind, need, fallback } = parameter
    const raw = filled(
      kind.mayBeEmpty === true,
      method === 'GET' ? query.get(name) : formFirst(name, method, form, query),
    )
    if (raw === undefined) {
      if (need === 'required') throw badRequest(`Parameter '${name}' is required`)
      if ((method === 'POST' || method === 'PUT') && query.has(name))
        throw badRequest(`Parameter '${name}' is read from the request body only`)
      values[name] = fallback
      continue
    }
    const value = kind.parse(raw)
    if (value === undefined) {
      // Nothing but space, where something is to be said.
      if (need === 'required' && typeof raw === 'string' && raw.trim() === '')
        throw badRequest(`Parameter '${name}' is required`)
      throw badRequest(`Parameter '${name}' is invalid: ${kind.type}`)
    }
    values[name] = value
  }
  return values
}

function formFirst(name: string, method: string, form: RawValues, query: RawValues): Raw | undefined {
  return form.get(name) ?? (method === 'DELETE' ? query.get(name) : undefined)
}

function filled(mayBeEmpty: boolean, raw: Raw | undefined): Raw | undefined {
  return !mayBeEmpty && typeof raw === 'string' && raw.trim() === '' ? undefined : raw
}
