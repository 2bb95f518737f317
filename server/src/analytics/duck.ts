import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { takeTurns } from '../lib/turns.ts'
import type { Answers, People, Question } from './questions.ts'

const WORKER = join(import.meta.dirname, 'worker.ts')
/** Nothing but where compiled code is kept: without it a third of most questions' time goes into compiling. */
const ENVIRONMENT = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
/** Longest that a question may take, in milliseconds. */
const PATIENCE_MS = 120_000

const turns = takeTurns('statistics', { atOnce: 1, waiting: 20 })

/**
 * Asks DuckDB, in a process of its own: what it takes of memory and time is taken from nobody, and one question at a time.
 *
 * @param peopleOf answers whose the accounts are that the lines speak of.
 */
export function ask<Q extends Question>(
  question: Q,
  peopleOf: (accounts: readonly number[]) => Promise<People>,
): Promise<Answers[Q['kind']]> {
  return turns(async () => {
    const child = spawn(process.execPath, ['--max-old-space-size=256', WORKER], {
      env: ENVIRONMENT,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    })
    try {
      const [answer, said, end] = await Promise.all([
        talk(child, question, peopleOf),
        buffer(child.stderr as NonNullable<ChildProcess['stderr']>),
        endOf(child),
      ])
      if (end !== 0 || answer === undefined) {
        throw new Error(`statistics ended with ${end}: ${said.toString().slice(0, 2_000)}`)
      }
      return JSON.parse(answer)
    } finally {
      child.kill('SIGKILL')
    }
  })
}

/** The last line is the answer. */
async function talk(
  { stdin, stdout }: ChildProcess,
  question: Question,
  peopleOf: (accounts: readonly number[]) => Promise<People>,
): Promise<string | undefined> {
  if (!stdin || !stdout) return undefined
  // That it ended, and why, is told by its end.
  stdin.on('error', () => {})
  stdin.write(`${JSON.stringify(question)}\n`)
  let answer: string | undefined
  let lines = 0
  for await (const line of createInterface({ input: stdout })) {
    if (lines++ === 0) stdin.end(`${JSON.stringify(await peopleOf(JSON.parse(line)))}\n`)
    else answer = line
  }
  return answer
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ?? code))
  })
}
