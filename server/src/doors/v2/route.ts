import { id, messageId } from './kinds.ts'
import type { Operation } from './operation.ts'

export interface Match {
  readonly operation: Operation
  /** The parts of the path in braces. */
  readonly place: Readonly<Record<string, string | number>>
}

interface Pattern {
  readonly operation: Operation
  readonly segments: readonly string[]
}

/** Finds what a method and a path below `/v2` mean; a slash at the end is as none. Null when nothing. */
export function createRouter(operations: readonly Operation[]): (method: string, path: string) => Match | null {
  const patterns = operations.map((operation) => ({ operation, segments: operation.path.split('/').slice(1) }))
  return (method, path) => {
    const given = path.replace(/\/$/, '').split('/').slice(1)
    for (const pattern of patterns) {
      if (pattern.operation.method !== method || pattern.segments.length !== given.length) continue
      const place = placeOf(pattern, given)
      if (place) return { operation: pattern.operation, place }
    }
    return null
  }
}

function placeOf({ segments }: Pattern, given: readonly string[]): Record<string, string | number> | null {
  const place: Record<string, string | number> = {}
  for (const [index, segment] of segments.entries()) {
    const text = given[index] ?? ''
    const name = /^\{(.+)\}$/.exec(segment)?.[1]
    if (!name) {
      if (segment !== text) return null
      continue
    }
    const value = name === 'message_id' ? messageId.parse(text) : id.parse(text)
    if (value === undefined) return null
    place[name] = value
  }
  return place
}
