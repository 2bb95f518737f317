import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FileLock, isHeld, type LockOwner, lockFile } from './file-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function take(): FileLock | LockOwner {
  return lockFile(join(folder, 'lock'), 'test')
}

test('a second taker learns who holds the lock, until it is released', () => {
  const lock = take()
  expect(take()).toEqual({ pid: process.pid, purpose: 'test' })
  expect(isHeld(lock)).toBe(false)
  ;(lock as FileLock).release()
  const again = take()
  expect(isHeld(again)).toBe(false)
  ;(again as FileLock).release()
})

test('the lock of a killed process is free', async () => {
  const script = `import { lockFile } from ${JSON.stringify(join(import.meta.dirname, 'file-lock.ts'))}
    lockFile(${JSON.stringify(join(folder, 'lock'))}, 'child')
    console.log('locked')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script])
  await once(child.stdout, 'data')
  expect(take()).toEqual({ pid: child.pid, purpose: 'child' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = take()
  expect(isHeld(lock)).toBe(false)
  ;(lock as FileLock).release()
})

test('the lock takes no space, so a full disk cannot keep it from being taken', () => {
  const lock = take()
  expect(statSync(join(folder, 'lock')).size).toBe(0)
  ;(lock as FileLock).release()
})
