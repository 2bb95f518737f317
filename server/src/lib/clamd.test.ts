import { afterEach, expect, test } from 'vitest'
import { EICAR, type TestClamd, testClamd } from '../testing/clamd.ts'
import { openScan, ScannerFailed } from './clamd.ts'

let daemon: TestClamd | undefined

afterEach(async () => {
  await daemon?.close()
  daemon = undefined
})

async function scan(path: string, ...chunks: string[]): Promise<string | null> {
  const scanning = openScan(path)
  for (const chunk of chunks) await scanning.write(Buffer.from(chunk))
  return await scanning.end().finally(scanning.close)
}

test('what is clean is clean, and malware is named, wherever the chunks are cut', async () => {
  daemon = await testClamd()
  expect(await scan(daemon.path)).toBeNull()
  expect(await scan(daemon.path, 'a'.repeat(300_000), '', 'b')).toBeNull()
  expect(daemon.scanned()).toBe(300_001)
  for (let at = 1; at < EICAR.length; at += 9) {
    expect(await scan(daemon.path, EICAR.slice(0, at), EICAR.slice(at))).toBe('Eicar-Signature')
  }
})

test('a daemon that is not there, or takes no stream so long, has failed: that is no verdict', async () => {
  await expect(scan('/nowhere/clamd.ctl', 'a')).rejects.toBeInstanceOf(ScannerFailed)
  daemon = await testClamd(100_000)
  const chunks = Array.from({ length: 50 }, () => 'x'.repeat(65_536))
  await expect(scan(daemon.path, ...chunks)).rejects.toMatchObject({ tooLong: true })
})
