import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../lib/free-port.ts'
import { temporaryDirectory } from '../testing/temporary.ts'
import { redisPart } from './engines.ts'
import { endLeftovers } from './leftover.ts'
import { type Part, programPart } from './part.ts'

const { REDIS_SERVER: redis = '' } = process.env
/** Waits to be ended, as a server does that hangs. */
const WAITING = [process.execPath, '-e', 'setInterval(() => {}, 60_000)']

test.skipIf(!redis)('ends Redis and servers that a killed fleet left over a directory, and nothing else', async () => {
  const [directory, elsewhere] = [temporaryDirectory('leftover'), temporaryDirectory('elsewhere')]
  mkdirSync(join(directory, 'inside'))
  const node = (name: string, place: string, ...args: string[]) =>
    programPart({ name, command: [...WAITING, ...args], log: join(place, `${name}.log`), answers: async () => true })
  const left = [
    redisPart(redis, { host: '127.0.0.1', port: await freePort() }, join(directory, 'redis.log')),
    node('web-1', join(directory, 'inside'), 'serve'),
  ]
  const others = [node('visitor', directory), node('web-2', elsewhere, 'serve')]
  onTestFinished(async () => {
    await Promise.all([...left, ...others].map((part) => part.kill()))
    for (const place of [directory, elsewhere]) rmSync(place, { recursive: true })
  })
  const ended: string[] = []
  for (const part of [...left, ...others]) {
    await part.start()
    part.onEnd(() => ended.push(part.name))
  }
  await endLeftovers(directory, [process.execPath, redis], 0)
  await expect.poll(() => ended.toSorted()).toEqual(left.map(({ name }: Part) => name).toSorted())
})
