/** How large it is, and what it is called. Each is a `--context name=value`. */
export interface Settings {
  /** What people type into the browser, without https://. */
  readonly host: string
  /** The certificate for it, in AWS Certificate Manager, in this region. */
  readonly certificate: string
  /** The tag of the image in the repository `naniwa` of this account. */
  readonly image: string
  /** Web processes at night and at most; from 9:30 to 11:00 on working days there are `morning` at least. */
  readonly web: { readonly least: number; readonly morning: number; readonly most: number }
  readonly worker: { readonly least: number; readonly most: number }
  /** The class of the database's machines, as `r8g.large`. */
  readonly database: string
  /** The class of the cache's, as `cache.t4g.small`. */
  readonly cache: string
  /** After how many days files go to the archive; 0 is never. */
  readonly archiveDays: number
  /** For how many days the database can be brought back to any second. */
  readonly backupDays: number
  /** SMTP_URL and MAIL_FROM, as a secret with these two keys; without it mail is printed to the log. */
  readonly mailSecret: string | undefined
}

/** @throws {Error} listing every mistake at once. */
export function readSettings(read: (name: string) => unknown): Settings {
  const mistakes: string[] = []
  const text = (name: string, fallback?: string): string => {
    const value = read(name) ?? fallback
    if (typeof value === 'string' && value !== '') return value
    mistakes.push(`--context ${name}=… is missing`)
    return ''
  }
  const count = (name: string, fallback: number): number => {
    const value = Number(read(name) ?? fallback)
    if (!Number.isSafeInteger(value) || value < 0) mistakes.push(`--context ${name}=… is a whole number`)
    return value
  }
  const mailSecret = read('mailSecret')
  const settings: Settings = {
    host: text('host'),
    certificate: text('certificate'),
    image: text('image'),
    web: { least: count('webLeast', 2), morning: count('webMorning', 4), most: count('webMost', 20) },
    worker: { least: count('workerLeast', 1), most: count('workerMost', 10) },
    database: text('database', 'r8g.large'),
    cache: text('cache', 'cache.t4g.small'),
    archiveDays: count('archiveDays', 365),
    backupDays: count('backupDays', 14),
    mailSecret: typeof mailSecret === 'string' ? mailSecret : undefined,
  }
  const { least, morning, most } = settings.web
  if (!(least <= morning && morning <= most)) mistakes.push('webLeast ≤ webMorning ≤ webMost')
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'))
  return settings
}
