import type { IncomingMessage } from 'node:http'
import { badRequest, Fault } from './fault.ts'
import { type Field, readForm } from './form.ts'
import { file, ids, type Raw } from './kinds.ts'
import { boundaryOf } from './multipart.ts'
import type { Operation, RawValues } from './operation.ts'

/** Largest file, in bytes. Source: the public API. */
export const FILE_BYTES = 5 * 1024 * 1024
/** A message of 65,535 four-byte characters, each byte of it as `%F0`, and what comes with it. */
const FORM_BYTES = 1_000_000
/** Most that is still taken of what is too large: whoever is sending may read no answer before all is sent. */
const SURPLUS_BYTES = 64 * 1_024 * 1_024

/** What a request brought, by where it stood. */
export interface Input {
  readonly query: RawValues
  readonly form: RawValues
  /** Lets go of the files that came. To be called when all is done. */
  discard(): Promise<void>
}

const nothing = async () => {}

/** Reads query and body. JSON and other types are no form: they bring nothing. @throws {Fault} */
export async function readInput(request: IncomingMessage, operation: Operation): Promise<Input> {
  try {
    return await readBody(request, operation)
  } catch (error) {
    if (error instanceof Fault) await letGo(request)
    throw error
  }
}

/** Takes what is still coming, and keeps nothing of it. */
async function letGo(request: IncomingMessage): Promise<void> {
  let size = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > SURPLUS_BYTES) return
    }
  } catch {
    // Whoever was cut off hears nothing anyway.
  }
}

async function readBody(request: IncomingMessage, { method, parameters }: Operation): Promise<Input> {
  const gather = (pairs: Iterable<Field>) => gathered(pairs, (name) => parameters[name]?.kind === ids)
  const query = gather(new URLSearchParams(request.url?.split('?').slice(1).join('?') ?? ''))
  // Some clients put what belongs into the query into the body of a GET; it is not looked at.
  if (method === 'GET') return { query, form: new Map(), discard: nothing }
  const type = request.headers['content-type'] ?? ''
  const boundary = boundaryOf(type)
  if (boundary) {
    const isFile = (name: string) => parameters[name]?.kind === file
    const bytes = chunksOf(request, FORM_BYTES + (Object.keys(parameters).some(isFile) ? FILE_BYTES : 0))
    const { fields, discard } = await readForm(bytes, boundary, { file: FILE_BYTES, tooLarge, isFile })
    return { query, form: gather(fields), discard }
  }
  if (type === '' || /^application\/x-www-form-urlencoded\b/i.test(type)) {
    const chunks: Buffer[] = []
    for await (const chunk of chunksOf(request, FORM_BYTES)) chunks.push(chunk)
    return { query, form: gather(new URLSearchParams(Buffer.concat(chunks).toString())), discard: nothing }
  }
  return { query, form: new Map(), discard: nothing }
}

/** Of a name that comes again the last counts, unless it is a list or written `name[]`: then all do. */
function gathered(pairs: Iterable<Field>, isList: (name: string) => boolean): Map<string, Raw> {
  const values = new Map<string, Raw>()
  for (const [written, value] of pairs) {
    const [, listed] = /^(.+)\[\d*\]$/.exec(written) ?? []
    const name = listed ?? written
    const before = listed !== undefined || isList(name) ? values.get(name) : undefined
    values.set(name, typeof before === 'string' && typeof value === 'string' ? `${before},${value}` : value)
  }
  return values
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

/** What is left of it is not read on the same connection. */
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
