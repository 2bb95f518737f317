import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from '../lib/clock.ts'
import { readClaim, signClaim } from '../lib/signed-claim.ts'
import type { Blobs, GetClaim, PutClaim } from './blobs.ts'
import { dropKept, findKept, keepBytes, listKept, openKept, removeKept } from './kept.ts'
import { beginParts, closeParts, dropParts, listParts, receivePart } from './parts.ts'

export interface DiskOptions {
  /** Made when first needed. Parts lie in `parts`, blobs in `kept`. */
  readonly directory: string
  readonly secret: () => Promise<Buffer>
  readonly clock: Clock
}

/** Blobs as files of this machine, served by this server at signed addresses. */
export function diskBlobs({ directory, secret, clock }: DiskOptions): Blobs {
  const place = { parts: join(directory, 'parts'), kept: join(directory, 'kept') }

  async function address(claim: PutClaim | GetClaim, until: Date): Promise<string> {
    return `/blobs/${signClaim(await secret(), { ...claim, until: until.getTime() })}`
  }

  return {
    async begin(_, size) {
      const handle = randomBytes(16).toString('hex')
      await beginParts(place.parts, handle, size)
      return handle
    },
    partUrl: ({ handle }, { number, size }, until) => address({ may: 'put', handle, number, size }, until),
    parts: ({ handle }) => listParts(place.parts, handle),
    complete: ({ key, handle }, parts) => closeParts(place, key, handle, parts),
    abort: ({ handle }) => dropParts(place.parts, handle),
    receive: ({ handle }, part, bytes) => receivePart(place.parts, { handle, ...part }, bytes),
    put: (key, bytes) => keepBytes(place.kept, key, bytes),
    async head(key) {
      const found = await findKept(place.kept, key)
      return found && { size: found.size, state: 'ready' }
    },
    get: (key, range) => openKept(place.kept, key, range),
    restore: async () => {},
    url: (key, { until, name, type, disposition, grant }) =>
      address({ may: 'get', key, name, type, disposition, grant }, until),
    list: () => listKept(place.kept),
    remove: (key) => removeKept(place.kept, key),
    drop: (blob) => dropKept(place.kept, blob),
    owns: (handle) => /^[0-9a-f]{32}$/.test(handle),
    local: {
      read: async (token) => readClaim(await secret(), token, clock.now()) as PutClaim | GetClaim | null,
      receive: (claim, bytes) => receivePart(place.parts, claim, bytes),
    },
  }
}
