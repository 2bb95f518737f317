import { crc32 } from 'node:zlib'

/** A ZIP of texts and bytes by name, stored as they are. Names are UTF-8. */
export function zip(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content as string)
    const local = Buffer.concat([header(0x04034b50, name, bytes), Buffer.from(name), bytes])
    directory.push(centralHeader(name, bytes, at), Buffer.from(name))
    locals.push(local)
    at += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(locals.length, 8)
  end.writeUInt16LE(locals.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, central, end])
}

const UTF8 = 0x0800
/** 1980-01-01. */
const DATE = 0x21

function header(signature: number, name: string, bytes: Buffer): Buffer {
  const fields = Buffer.alloc(30)
  fields.writeUInt32LE(signature)
  fields.writeUInt16LE(20, 4)
  fields.writeUInt16LE(UTF8, 6)
  fields.writeUInt16LE(DATE, 12)
  fields.writeUInt32LE(crc32(bytes), 14)
  fields.writeUInt32LE(bytes.length, 18)
  fields.writeUInt32LE(bytes.length, 22)
  fields.writeUInt16LE(Buffer.byteLength(name), 26)
  return fields
}

function centralHeader(name: string, bytes: Buffer, at: number): Buffer {
  const local = header(0x02014b50, name, bytes)
  const fields = Buffer.alloc(46)
  fields.writeUInt32LE(0x02014b50)
  fields.writeUInt16LE(20, 4)
  // All that follows the version is the local header's, two bytes on.
  local.copy(fields, 6, 4, 30)
  fields.writeUInt32LE(at, 42)
  return fields
}
