export interface Device {
  /** "Chrome · Windows"; empty when the browser does not say. */
  name: string
  kind: 'computer' | 'phone'
}

// Order matters: most browsers also name those they descend from.
const browsers: readonly [RegExp, string][] = [
  [/\bEdgi?(?:A|OS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:(?:Headless)?Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A browser's description of itself as people would say it. */
export function deviceOf(userAgent: string): Device {
  const find = (table: readonly [RegExp, string][]) => table.find(([mark]) => mark.test(userAgent))?.[1]
  const name = [find(browsers), find(systems)].filter((part) => part !== undefined).join(' · ')
  return { name, kind: /\biPhone\b|\bAndroid\b.*\bMobile\b/.test(userAgent) ? 'phone' : 'computer' }
}
