import { expect, test } from 'vitest'
import { runCli } from '../cli.ts'

const unneeded = () => Promise.reject(new Error('not needed'))
const cli = { config: () => ({}) as never, withConnection: unneeded, withApp: unneeded }

/** What a command line prints, which must end well. */
async function printed(args: readonly string[]): Promise<string> {
  const out: string[] = []
  const log = (line: unknown) => void out.push(String(line))
  expect(await runCli(args, cli, {}, { log, error: log })).toBe(0)
  return out.join('\n')
}

/** Those that a command's help lists, each as it is called. */
function listed(help: string, path: readonly string[]): string[][] {
  const list = /^Commands:\n((?: {2}.*\n?)+)/m.exec(help)?.[1] ?? ''
  const names = [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = '']) => name)
  return names.filter((name) => name !== 'help').map((name) => [...path, name])
}

test('every command at every level has its help, and takes --json', async () => {
  const seen: string[] = []
  const left: string[][] = [[]]
  for (let path = left.shift(); path; path = left.shift()) {
    const help = await printed([...path, path.length % 2 === 0 ? '--help' : '-h'])
    expect(help).toMatch(new RegExp(`^Usage: ${['naniwa', ...path].join(' ')} (.|\n)*--json`))
    seen.push(path.join(' '))
    left.push(...listed(help, path))
  }
  expect(seen).toEqual(expect.arrayContaining(['migrate', 'doctor', 'account', 'account list', 'search rebuild']))
})
