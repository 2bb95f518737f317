import { type KeyboardEvent, type RefObject, useEffect } from 'react'

/** One stop of the Tab key for the cards of the board; the arrows go from card to card and from column to column. */
export function useBoardKeys(board: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const cards = cardsOf(board.current).flat()
    const stop =
      cards.find((card) => card === document.activeElement) ?? cards.find((card) => card.ariaCurrent) ?? cards[0]
    for (const card of cards) card.tabIndex = card === stop ? 0 : -1
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const columns = cardsOf(board.current)
    const x = columns.findIndex((cards) => cards.includes(document.activeElement as HTMLElement))
    const y = columns[x]?.indexOf(document.activeElement as HTMLElement) ?? -1
    const next = y < 0 ? undefined : neighbour(columns, x, y, event.key)
    if (!next) return
    event.preventDefault()
    for (const card of columns.flat()) card.tabIndex = card === next ? 0 : -1
    next.focus()
  }

  return { onKeyDown }
}

function cardsOf(board: HTMLElement | null): HTMLElement[][] {
  const columns = [...(board?.querySelectorAll<HTMLElement>('.bcol') ?? [])]
  return columns.map((column) => [...column.querySelectorAll<HTMLElement>('[data-task]')])
}

/** Columns without cards are passed over. */
function neighbour(columns: HTMLElement[][], x: number, y: number, key: string): HTMLElement | undefined {
  const own = columns[x] ?? []
  if (key === 'ArrowDown') return own[y + 1]
  if (key === 'ArrowUp') return own[y - 1]
  if (key === 'Home') return own[0]
  if (key === 'End') return own.at(-1)
  const beside = { ArrowRight: columns.slice(x + 1), ArrowLeft: columns.slice(0, x).reverse() }[key]
  const column = beside?.find((cards) => cards.length > 0)
  return column?.[Math.min(y, column.length - 1)]
}
