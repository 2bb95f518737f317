import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '../context.ts'
import { type AccessFile, fetchFile, readFiles } from './files.ts'

const EVER = new Date('9999-01-01T00:00:00Z')
const OURS = /^[0-9a-f]{32}\.parquet$/

/**
 * Writes every file of hours that are over as `date=…/<blob>.parquet` (UTC), which tools of every kind read as one table. What is there
 * already stays, but for the hours of a day that have been put together: the day's file takes their place.
 */
export async function exportAccess(app: App, directory: string): Promise<{ files: number }> {
  const files = (await readFiles(app.db, new Date(0), EVER)).filter(({ kind }) => kind === 'parquet')
  const days = Map.groupBy(files, ({ hour }) => hour.toISOString().slice(0, 10))
  await mkdir(directory, { recursive: true })
  for (const [date, those] of days) await exportDay(app, join(directory, `date=${date}`), those)
  return { files: files.length }
}

async function exportDay(app: App, place: string, files: readonly AccessFile[]): Promise<void> {
  await mkdir(place, { recursive: true })
  const names = new Set<string>()
  for (const file of files) {
    const name = `${file.blob}.parquet`
    names.add(name)
    if (await stat(join(place, name)).catch(() => null)) continue
    await rename(await fetchFile(app, file, place), join(place, name))
  }
  if (!files.some(({ hours }) => hours > 1)) return
  const replaced = (await readdir(place)).filter((name) => OURS.test(name) && !names.has(name))
  for (const name of replaced) await rm(join(place, name))
}
