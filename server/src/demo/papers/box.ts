import { type Box, type Disc, type Page, pdf } from './pdf.ts'

const NAVY = [0.12, 0.24, 0.4] as const
const MOON = [0.95, 0.89, 0.7] as const
const PALE = [0.92, 0.94, 0.96] as const
const INK = [0.29, 0.47, 0.67] as const

/** The gift box as it goes to the printer: cover, specification, unfolded shape, colours, notes. */
export function giftBoxProof(version: string, date: string): Buffer {
  const head = (title: string): Page['words'] => [
    { text: title, x: 60, y: 60, size: 22 },
    { text: `${version}　${date}`, x: 400, y: 66, size: 11 },
  ]
  return pdf([
    { words: [{ text: 'みなもの月', x: 70, y: 90, size: 54 }, ...head('').slice(1)], shapes: cover() },
    { words: [...head('みなもの月　化粧箱　24個入'), ...specification()], shapes: [...cover(120), rule(100)] },
    {
      words: [...head('展開図'), { text: '点線は山折り、実線は切り取り', x: 60, y: 700, size: 12 }],
      shapes: unfolded(),
    },
    {
      words: [...head('刷り色'), ...colours.map(([name], at) => words(name, 160, 150 + at * 90, 16))],
      shapes: swatches(),
    },
    {
      words: [...head('入稿前の確認'), ...checks.map((text, at) => words(text, 70, 140 + at * 34, 14))],
      shapes: [rule(100)],
    },
    { words: [...head('連絡先'), words('つむぎデザイン　森　内線 142', 70, 140, 14)], shapes: [rule(100)] },
  ])
}

const checks = [
  '一、一括表示の文字の大きさ（8ポイント以上）',
  '二、アレルゲン「くるみ」の個別表示',
  '三、賞味期限の刷り込み位置',
  '四、バーコードの余白',
  '五、金の箔と刷り色の重なり',
]
const colours: readonly (readonly [name: string, colour: Box['colour']])[] = [
  ['藍　DIC 222', NAVY],
  ['金　DIC 619', [0.78, 0.61, 0.23]],
  ['月白', MOON],
  ['水面', INK],
]

function words(text: string, x: number, y: number, size: number): Page['words'][number] {
  return { text, x, y, size }
}

function rule(y: number): Box {
  return { box: [60, y, 475, 1], colour: [0.8, 0.82, 0.85] }
}

/** Night, a moon, and rows of water. */
function cover(top = 180): (Box | Disc)[] {
  const water = Array.from({ length: 6 }, (_, at): Box => ({ box: [60, top + 230 + at * 18, 475, 4], colour: INK }))
  return [{ box: [60, top, 475, 350], colour: NAVY }, { disc: [400, top + 110, 72], colour: MOON }, ...water]
}

function specification(): Page['words'] {
  const rows = [
    '仕様',
    '外寸　312 × 214 × 46 mm',
    '紙　コートボール 350 g/㎡',
    '印刷　特色2色（藍 DIC 222・金 DIC 619）＋ ニス',
  ]
  const label = [
    '一括表示（底面）',
    '名称　和菓子（焼きまんじゅう）',
    '原材料名　白あん（いんげん豆、砂糖）、小麦粉、卵、くるみ、',
    '　　　　　バター／膨張剤　（一部に小麦・卵・乳成分・くるみを含む）',
    '内容量　24個',
  ]
  return [...rows, '', ...label].map((text, at) => words(text, 60, 500 + at * 26, 13))
}

function unfolded(): Box[] {
  const panels: Box['box'][] = [
    [200, 140, 195, 90],
    [200, 235, 195, 130],
    [200, 370, 195, 90],
    [200, 465, 195, 130],
    [100, 235, 95, 130],
    [400, 235, 95, 130],
  ]
  return panels.map((box) => ({ box, colour: PALE }))
}

function swatches(): Box[] {
  return colours.map(([, colour], at): Box => ({ box: [60, 130 + at * 90, 80, 60], colour }))
}
