import sharp, { type Sharp } from 'sharp'

// Pictures that people of the story take or draw: 160 by 100 inside. No letters: what fonts a machine has must not matter.

function rendered(inside: string, width: number): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${(width * 100) / 160}" viewBox="0 0 160 100">${inside}</svg>`
  return sharp(Buffer.from(svg))
}

/** Twenty-four buns in a tray; `loose`: one partition bent, with a red ring around it. */
export async function packingTest(partition: 'loose' | 'mended'): Promise<Buffer> {
  const buns = Array.from({ length: 24 }, (_, at) => {
    const [x, y] = [30 + (at % 6) * 20, 20 + Math.floor(at / 6) * 20]
    if (at === 10 && partition === 'loose')
      return `<path d="M${x - 9} ${y - 9}c6 5-3 12 2 18" stroke="#fffdf3" stroke-width="2.500" fill="none"/>`
    return `<rect x="${x - 9}" y="${y - 9}" width="18" height="18" fill="#e2d3b4"/><circle cx="${x}" cy="${y}" r="7.500" fill="#d99a43"/><circle cx="${x}" cy="${y}" r="6.300" fill="#e8b566"/><circle cx="${x - 2}" cy="${y - 2}" r="1.600" fill="#f6dcae"/>`
  }).join('')
  const tray = `<g transform="rotate(-5 80 50)"><rect x="16" y="6" width="128" height="88" rx="3" fill="#f6efdd"/>${buns}</g>`
  const ring =
    partition === 'mended' ? '' : '<circle cx="111" cy="37" r="13" fill="none" stroke="#d6432f" stroke-width="2.200"/>'
  return await rendered(
    `<rect width="160" height="100" fill="#c9b594"/><path d="M0 84 160 70v30H0z" fill="#bda987"/>${tray}${ring}`,
    3_024,
  )
    .jpeg({ quality: 88 })
    .toBuffer()
}

/** The front of a shop. */
export async function shopFront(): Promise<Buffer> {
  const panes = [34, 62]
    .map(
      (x) =>
        `<rect x="${x}" y="42" width="26" height="44" fill="#bcd5de"/><path d="m${x + 4} 80 16-34" stroke="#d8e7ec" stroke-width="1.500"/>`,
    )
    .join('')
  const front = `<rect x="22" y="14" width="116" height="76" fill="#fbf5ea"/><rect x="22" y="14" width="116" height="22" fill="#1f3f66"/><rect x="56" y="20" width="48" height="9" fill="#efdca6"/>`
  const door =
    '<path d="M100 40h28l4 8H96z" fill="#d8713a"/><rect x="100" y="48" width="28" height="40" fill="#6d4a33"/>'
  return await rendered(
    `<rect width="160" height="100" fill="#eaf0f4"/><rect y="88" width="160" height="12" fill="#c7cfd6"/>${front}${panes}${door}`,
    2_400,
  )
    .png()
    .toBuffer()
}

/** Sales by week, the last one the highest. */
export async function salesChart(weeks: readonly number[]): Promise<Buffer> {
  const most = Math.max(...weeks)
  const bars = weeks
    .map((sold, at) => {
      const height = (64 * sold) / most
      const colour = sold === most ? '#2f68ad' : '#a3b9d9'
      return `<rect x="${18 + at * 18}" y="${84 - height}" width="12" height="${height}" rx="1.500" fill="${colour}"/>`
    })
    .join('')
  const grid = [20, 36, 52, 68].map((y) => `<path d="M12 ${y}h136" stroke="#eef1f5" stroke-width=".6"/>`).join('')
  return await rendered(
    `<rect width="160" height="100" fill="#fff"/>${grid}${bars}<path d="M12 84h136" stroke="#c3cad4"/>`,
    1_600,
  )
    .png()
    .toBuffer()
}
