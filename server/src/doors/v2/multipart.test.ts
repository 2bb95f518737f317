import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { badRequest } from './fault.ts'
import { type FormLimits, readForm } from './form.ts'
import type { FilePart } from './kinds.ts'

const LIMITS: FormLimits = {
  file: 1_000_000,
  tooLarge: () => badRequest('too large'),
  isFile: (name) => name === 'file',
}

async function* inPieces(body: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
}

function formOf(boundary: string, fields: readonly [string, string][], file: Buffer): Buffer {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`
  return Buffer.concat([Buffer.from(parts.join('') + head), file, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

async function bytesOf(part: FilePart): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of part.bytes()) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('a form means the same in whatever pieces it comes, also when its files look like boundaries', async () => {
  const bits = fc.constantFrom('\r', '\n', '-', '--', 'b', '\r\n--', '\r\n--bound', 'あ', '\r\n\r\n')
  const text = fc.array(bits, { maxLength: 12 }).map((all) => all.join('').replaceAll('\r\n--boundary', ''))
  await fc.assert(
    fc.asyncProperty(text, text, fc.integer({ min: 1, max: 40 }), async (message, content, size) => {
      const body = formOf('boundary', [['message', message]], Buffer.from(content))
      const form = await readForm(inPieces(body, size), 'boundary', LIMITS)
      const fields = new Map(form.fields)
      const file = fields.get('file') as FilePart
      expect(fields.get('message')).toBe(message)
      expect(await bytesOf(file)).toEqual(Buffer.from(content))
      expect([file.size, file.sha256]).toEqual([
        Buffer.byteLength(content),
        createHash('sha256').update(content).digest('hex'),
      ])
      await form.discard()
    }),
    { numRuns: 60 },
  )
})

test('parts are dealt with as they come: of a file that is too large the rest is not even asked for', async () => {
  const body = formOf('b', [], Buffer.alloc(900_000, 'みなも'))
  let pulled = 0
  async function* source(): AsyncGenerator<Buffer> {
    for await (const chunk of inPieces(body, 50_000)) {
      pulled += chunk.length
      yield chunk
    }
  }
  await expect(readForm(source(), 'b', { ...LIMITS, file: 100_000 })).rejects.toThrow('too large')
  expect(pulled).toBe(150_000)
})

test('a form that is cut off, has no heads, too many parts or too large a file is refused', async () => {
  const whole = formOf('b', [['message', 'x']], Buffer.from('content'))
  const refused = (body: Buffer | string, limits = LIMITS) =>
    expect(readForm(inPieces(Buffer.from(body), 7), 'b', limits)).rejects
  for (const end of [0, 10, 60, whole.length - 12, whole.length - 5])
    await refused(whole.subarray(0, end)).toThrow('cut off')
  await refused('--b\r\nno head\r\n--b--').toThrow(/cut off|no end of its head/)
  await refused(`--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--`).toThrow('no name')
  await refused(`--b\r\n${'x'.repeat(20_000)}\r\n\r\n\r\n--b--`).toThrow('no end of its head')
  await refused(
    formOf(
      'b',
      Array.from({ length: 60 }, () => ['a', 'b']),
      Buffer.alloc(0),
    ),
  ).toThrow('50 parts')
  await refused(whole, { ...LIMITS, file: 3 }).toThrow('too large')
})
