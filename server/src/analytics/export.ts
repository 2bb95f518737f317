import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '../context.ts'
import { fetchFile, readFiles } from './files.ts'

const EVER = new Date('9999-01-01T00:00:00Z')

/**
 * Writes every file of an hour that is over as `date=…/hour=…/<blob>.parquet` (UTC), which tools of every kind read as one
 * table. What is there already stays.
 */
export async function exportAccess(app: App, directory: string): Promise<{ files: number }> {
  const files = (await readFiles(app.db, new Date(0), EVER)).filter(({ kind }) => kind === 'parquet')
  for (const file of files) {
    const [date = '', time = ''] = file.hour.toISOString().split('T')
    const place = join(directory, `date=${date}`, `hour=${time.slice(0, 2)}`)
    const path = join(place, `${file.blob}.parquet`)
    if (await stat(path).catch(() => null)) continue
    await mkdir(place, { recursive: true })
    await rename(await fetchFile(app, file, place), path)
  }
  return { files: files.length }
}
