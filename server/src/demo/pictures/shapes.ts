import type { Drawing } from './draw.ts'

// Each answers with what is inside an SVG of 100 by 100. No letters: what fonts a machine has must not matter.

function ground(hue: number, lightness = 90): string {
  return `<rect width="200" height="100" fill="hsl(${hue} 62% ${lightness}%)"/>`
}

function fruit(hue: number, body: string, leaf = '#4f8a4b'): string {
  return `${ground(hue)}${body}<path d="M50 30c2-9 9-14 18-14-1 9-8 15-18 14z" fill="${leaf}"/><path d="M50 33c0-5-1-9-3-12" stroke="#6b4a2b" stroke-width="3" fill="none" stroke-linecap="round"/>`
}

export function orange({ hue }: Drawing): string {
  const slices = [0, 45, 90, 135]
    .map((turn) => `<path d="M25 56h50" stroke="#fbe3b8" stroke-width="2.5" transform="rotate(${turn} 50 56)"/>`)
    .join('')
  return fruit(
    hue,
    `<circle cx="50" cy="56" r="29" fill="#f0932b"/><circle cx="50" cy="56" r="24.5" fill="#fbe3b8"/><circle cx="50" cy="56" r="22" fill="#f7a945"/>${slices}`,
  )
}

export function persimmon({ hue }: Drawing): string {
  return `${ground(hue)}<rect x="21" y="36" width="58" height="46" rx="22" fill="#e2682a"/><path d="M50 44 34 37l10-6-2-9 8 5 8-5-2 9 10 6z" fill="#5a7d43"/><path d="M31 52c-2 6-1 13 3 18" stroke="#f4a36f" stroke-width="4" fill="none" stroke-linecap="round"/>`
}

export function peach({ hue }: Drawing): string {
  return fruit(
    hue,
    '<path d="M50 34c-20-9-33 6-30 23 3 16 16 26 30 27 14-1 27-11 30-27 3-17-10-32-30-23z" fill="#f6a5a8"/><path d="M50 34c-7 12-7 30 0 48" stroke="#e27f88" stroke-width="3" fill="none"/>',
  )
}

export function pear({ hue }: Drawing): string {
  return fruit(
    hue,
    '<path d="M50 31c-9 0-12 8-13 16-2 8-13 11-13 22 0 10 10 16 26 16s26-6 26-16c0-11-11-14-13-22-1-8-4-16-13-16z" fill="#c5c84a"/><circle cx="41" cy="66" r="2" fill="#9da23a"/><circle cx="55" cy="72" r="2" fill="#9da23a"/><circle cx="60" cy="60" r="2" fill="#9da23a"/>',
  )
}

export function plum({ hue }: Drawing): string {
  return fruit(
    hue,
    '<circle cx="50" cy="57" r="27" fill="#7b4b94"/><path d="M50 31c-6 15-6 34 0 52" stroke="#5f3775" stroke-width="3" fill="none"/><ellipse cx="37" cy="50" rx="5" ry="9" fill="#a57bbb" transform="rotate(20 37 50)"/>',
  )
}

export function strawberry({ hue }: Drawing): string {
  const seeds = [
    [40, 48],
    [60, 48],
    [50, 57],
    [38, 63],
    [62, 63],
    [50, 71],
  ]
    .map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="1.6" ry="2.6" fill="#ffe2a8"/>`)
    .join('')
  return `${ground(hue, 92)}<path d="M50 86C33 76 22 60 25 45c2-10 13-13 25-9 12-4 23-1 25 9 3 15-8 31-25 41z" fill="#dd3b4a"/>${seeds}<path d="M50 40 33 33l12-2-2-11 7 7 7-7-2 11 12 2z" fill="#4f8a4b"/>`
}

export function leaf({ hue }: Drawing): string {
  return `${ground(hue)}<path d="M20 76C18 40 40 20 80 20c2 40-20 60-56 56z" fill="#5a9a5a"/><path d="M20 82C34 62 48 48 70 32M40 60l2-20M52 49l20-2" stroke="#e9f4e4" stroke-width="3" fill="none" stroke-linecap="round"/>`
}

export function blossom({ hue }: Drawing): string {
  const petals = [0, 72, 144, 216, 288]
    .map(
      (turn) =>
        `<path d="M50 50c-13-9-13-24-4-31l4 5 4-5c9 7 9 22-4 31z" fill="#f3a0bd" transform="rotate(${turn} 50 50)"/>`,
    )
    .join('')
  return `${ground(hue, 95)}${petals}<circle cx="50" cy="50" r="6" fill="#d7527e"/>`
}

export function cat({ hue, ink = '#555' }: Drawing): string {
  return `${ground(hue, 88)}<path d="M24 90V32l15 11c7-2 15-2 22 0l15-11v58z" fill="${ink}"/><circle cx="39" cy="57" r="6" fill="#f3d65b"/><circle cx="61" cy="57" r="6" fill="#f3d65b"/><ellipse cx="39" cy="57" rx="2" ry="5" fill="#222"/><ellipse cx="61" cy="57" rx="2" ry="5" fill="#222"/><path d="m46 68 4 4 4-4z" fill="#f2a1ad"/><path d="M50 72c-3 5-8 5-9 2M50 72c3 5 8 5 9 2" stroke="#eee" stroke-width="2" fill="none"/>`
}

export function dog({ hue, ink = '#a66' }: Drawing): string {
  return `${ground(hue, 90)}<path d="M28 92V50c0-15 10-24 22-24s22 9 22 24v42z" fill="${ink}"/><path d="M30 34c-12 2-15 22-9 34 8 1 11-10 12-20zM70 34c12 2 15 22 9 34-8 1-11-10-12-20z" fill="#7d4d22"/><ellipse cx="50" cy="72" rx="15" ry="13" fill="#f6e7d3"/><circle cx="41" cy="52" r="4" fill="#2b2119"/><circle cx="59" cy="52" r="4" fill="#2b2119"/><ellipse cx="50" cy="66" rx="6" ry="4.500" fill="#2b2119"/>`
}

export function pudding({ hue }: Drawing): string {
  return `${ground(hue, 93)}<ellipse cx="50" cy="80" rx="38" ry="8" fill="#fff"/><path d="M34 36h32l10 42c0 5-52 5-52 0z" fill="#f5cf6b"/><path d="M34 36h32l3 12c-6 6-11-2-17 3-6 4-13-3-21-2z" fill="#7a3f14"/><ellipse cx="50" cy="36" rx="16" ry="5" fill="#8d4b1a"/>`
}

export function teacup({ hue }: Drawing): string {
  return `${ground(hue, 90)}<path d="M24 44h46v14c0 14-9 24-23 24S24 72 24 58z" fill="#fff"/><path d="M70 50c14-3 15 18-2 18" stroke="#fff" stroke-width="5" fill="none"/><ellipse cx="47" cy="45" rx="23" ry="6" fill="#86a84a"/><path d="M38 34c-5-6 5-8 0-15M52 34c-5-6 5-8 0-15" stroke="#fff" stroke-width="3.500" fill="none" stroke-linecap="round"/>`
}

export function mountain({ hue }: Drawing): string {
  return `${ground(hue, 82)}<circle cx="74" cy="26" r="10" fill="#fff3c9"/><path d="M-5 92 34 34l22 34 14-18 40 46z" fill="hsl(${hue} 38% 42%)"/><path d="m34 34-12 18 8-3 5 6 6-8 6 4z" fill="#fff"/>`
}

export function fuji({ hue }: Drawing): string {
  return `${ground(hue, 86)}<path d="M0 92c22-8 30-34 40-56h20c10 22 18 48 40 56z" fill="hsl(${hue} 45% 40%)"/><path d="M40 36h20l8 17-8-5-5 8-5-7-6 7-4-7-7 5z" fill="#fff"/><rect y="84" width="100" height="16" fill="hsl(${hue} 40% 62%)"/>`
}

export function wave({ hue }: Drawing): string {
  return `${ground(hue, 90)}<path d="M0 68c20 6 24-38 54-38 16 0 24 10 24 20 0 8-6 13-12 13s-9-4-9-8 3-7 7-7c-8-9-24-2-22 12 2 12 20 14 58 10v34H0z" fill="hsl(${hue} 60% 42%)"/><path d="M0 84c18 0 22-6 34-6s16 6 30 6 18-5 36-5" stroke="#fff" stroke-width="3" fill="none"/>`
}

export function sunset({ hue }: Drawing): string {
  return `<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue + 20} 90% 78%)"/><stop offset="1" stop-color="hsl(${hue} 85% 62%)"/></linearGradient></defs><rect width="100" height="100" fill="url(#s)"/><circle cx="50" cy="56" r="22" fill="#ffe9b0"/><rect y="58" width="100" height="42" fill="#35528a"/><path d="M30 68h40M36 77h28M42 86h16" stroke="#ffd98a" stroke-width="3.500" stroke-linecap="round"/>`
}

export function lake({ hue }: Drawing): string {
  return `<defs><linearGradient id="l" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue} 55% 72%)"/><stop offset="1" stop-color="#f7b98b"/></linearGradient></defs><rect width="100" height="100" fill="url(#l)"/><path d="M-5 62 26 34l18 18 20-26 42 36z" fill="hsl(${hue} 30% 40%)"/><rect y="60" width="100" height="40" fill="#7fb4c9"/><path d="M12 70h30M52 76h34M22 85h26" stroke="#e3f2f5" stroke-width="3" stroke-linecap="round"/>`
}

export function moon({ hue }: Drawing): string {
  return `<rect width="100" height="100" fill="hsl(${hue} 48% 24%)"/><circle cx="54" cy="44" r="25" fill="#f6df8f"/><path d="M0 80c12-10 25-10 37 0 12-10 25-10 37 0 10-8 18-9 26-6v26H0z" fill="hsl(${hue} 45% 38%)"/><path d="M0 90c12-8 25-8 37 0 12-8 25-8 37 0 10-6 18-7 26-4" stroke="#b9c9ee" stroke-width="2.500" fill="none"/>`
}

export function giftBox({ hue }: Drawing): string {
  return `${ground(hue, 88)}<rect x="20" y="42" width="60" height="42" rx="3" fill="#22406b"/><rect x="16" y="32" width="68" height="15" rx="3" fill="#2d527f"/><rect x="45" y="32" width="10" height="52" fill="#f2d488"/><path d="M50 32c-16-2-20-16-11-18 8-1 11 10 11 18zM50 32c16-2 20-16 11-18-8-1-11 10-11 18z" fill="none" stroke="#f2d488" stroke-width="5"/>`
}

export function proofSheet({ hue }: Drawing): string {
  const colours = ['#1d9ed9', '#d9278a', '#f5d21f', '#23252b', '#e9e4da', '#c89b3c']
  const fields = colours
    .map(
      (colour, at) =>
        `<rect x="${58 + (at % 3) * 16}" y="${30 + Math.floor(at / 3) * 20}" width="13" height="16" fill="${colour}"/>`,
    )
    .join('')
  return `<rect width="160" height="100" fill="hsl(${hue} 24% 90%)"/><rect x="46" y="16" width="68" height="68" rx="2" fill="#fff"/>${fields}<path d="M50 12v6M110 12v6M50 82v6M110 82v6M40 20h6M114 20h6M40 80h6M114 80h6" stroke="#8b8577" stroke-width="1.200"/>`
}
